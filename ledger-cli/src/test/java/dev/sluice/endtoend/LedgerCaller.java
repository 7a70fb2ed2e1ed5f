package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.ProgramId;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A caller of the HTTP API, in few words. Names are made up anew, so that tests share a ledger without meeting. */
record LedgerCaller(Supplier<LedgerHttp> connection) {

    private static final JsonMapper MAPPER = LedgerMapper.create();
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** An asset in a program. */
    record Value(ProgramId program, AssetId asset, String symbol) {}

    LedgerCaller(LedgerHttp http) {
        this(() -> http);
    }

    LedgerHttp http() {
        return connection.get();
    }

    static String newName(String kind) {
        return kind + NAMES.incrementAndGet() + UUID.randomUUID().toString().substring(0, 8);
    }

    HttpAnswer get(String path) {
        return http().get(path).join();
    }

    HttpAnswer post(String path, String body) {
        return call(HttpMethod.POST, path, body, Map.of());
    }

    HttpAnswer call(HttpMethod method, String path, String body, Map<String, String> headers) {
        return http().call(method, path, body.getBytes(StandardCharsets.UTF_8), headers)
                .join();
    }

    CompletableFuture<HttpAnswer> send(String path, JsonNode body) {
        return http().post(path, body);
    }

    Value newValue(InventoryMode mode) {
        return newAsset(newProgram(), mode);
    }

    ProgramId newProgram() {
        var made = created(post("/v1/programs", "{\"name\":\"%s\"}".formatted(newName("program"))));
        return ProgramId.parse(made.path("id").asText());
    }

    Value newAsset(ProgramId program, InventoryMode mode) {
        var symbol = newName("S").substring(0, 9);
        var made = created(post("/v1/assets", """
            {"program_id":"%s","name":"Points","symbol":"%s","inventory_mode":"%s",
             "issuance_policy":"UNLIMITED","scale":2}\
            """.formatted(program, symbol, mode)));
        return new Value(program, AssetId.parse(made.path("id").asText()), symbol);
    }

    AccountId newParticipant() {
        var made = created(post("/v1/participants", "{\"external_id\":\"%s\"}".formatted(newName("participant"))));
        return AccountId.parse(made.path("id").asText());
    }

    /** A participant who has been given these amounts, one credit each. */
    AccountId newParticipantWith(Value value, String... amounts) {
        var participant = newParticipant();
        for (var amount : amounts) {
            credit(participant, value, amount);
        }
        return participant;
    }

    JsonNode credit(AccountId account, Value value, String amount) {
        return credit(account, value, amount, Map.of());
    }

    /** A credit that has these fields too, such as {@code expires_at}. */
    JsonNode credit(AccountId account, Value value, String amount, Map<String, ?> more) {
        var credit = operation(value).put("type", "CREDIT").put("amount", amount);
        more.forEach((field, content) -> credit.put(field, content.toString()));
        return ok(operate(account, "adjust", credit));
    }

    HttpAnswer operate(AccountId account, String operation, ObjectNode body) {
        return post(path(account, operation), body.toString());
    }

    JsonNode hold(AccountId account, Value value, String amount, String reference) {
        return ok(
                operate(account, "hold", operation(value).put("amount", amount).put("reference_id", reference)));
    }

    /** A hold that has these fields too, such as {@code expires_at}. */
    JsonNode hold(AccountId account, Value value, String amount, Map<String, ?> more) {
        var hold = operation(value).put("amount", amount);
        more.forEach((field, content) -> hold.put(field, content.toString()));
        return ok(operate(account, "hold", hold));
    }

    /** What a hold is now, and what became of its units. */
    JsonNode readHold(AccountId account, String id) {
        return ok(get(path(account, "holds/" + id)));
    }

    /** The rows that have what the query asks for, such as {@code status=OPEN}. */
    JsonNode listHolds(AccountId account, Value value, String query) {
        return ok(get("%s?asset_id=%s&%s".formatted(path(account, "holds"), value.asset(), query)))
                .path("data");
    }

    JsonNode listLots(AccountId account, Value value) {
        return ok(get("%s?asset_id=%s".formatted(path(account, "lots"), value.asset())))
                .path("data");
    }

    void setStatus(AccountId participant, String status) {
        ok(call(
                HttpMethod.PATCH,
                "/v1/participants/%s/status".formatted(participant),
                "{\"status\":\"%s\"}".formatted(status),
                Map.of()));
    }

    /** The fields that each operation needs. */
    static ObjectNode operation(Value value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("program_id", value.program().toString())
                .put("asset_id", value.asset().toString())
                .put("description", "A test");
    }

    static String path(AccountId account, String operation) {
        return "/v1/participants/%s/balances/%s".formatted(account, operation);
    }

    /** AVAILABLE/HELD as they are now. */
    String balance(AccountId account, Value value) {
        return inWords(readBalance(account, value));
    }

    /** AVAILABLE/HELD/DEFERRED as they are now. */
    String buckets(AccountId account, Value value) {
        var balance = readBalance(account, value);
        return inWords(balance) + "/" + balance.path("deferred").asText();
    }

    private JsonNode readBalance(AccountId account, Value value) {
        var data = ok(get("/v1/participants/%s/balances?asset_id=%s".formatted(account, value.asset())))
                .path("data");
        assertThat(data).hasSize(1);
        return data.path(0);
    }

    /** The lots in the order of spending, such as {@code HELD 5.00 of 10.00}. */
    List<String> lots(AccountId account, Value value) {
        return listLots(account, value)
                .valueStream()
                .map(lot -> "%s %s of %s"
                        .formatted(
                                lot.path("status").asText(),
                                lot.path("remaining").asText(),
                                lot.path("amount").asText()))
                .toList();
    }

    /** AVAILABLE/HELD of an object with these fields. */
    static String inWords(JsonNode balance) {
        return balance.path("available").asText() + "/" + balance.path("held").asText();
    }

    static List<String> fates(JsonNode holds) {
        return holds.valueStream().map(LedgerCaller::fate).toList();
    }

    /** A hold's status and amount, and where its units are. */
    static String fate(JsonNode hold) {
        return "%s %s: %s remaining, %s captured, %s released, %s forfeited"
                .formatted(Stream.of("status", "amount", "remaining", "captured", "released", "forfeited")
                        .map(field -> hold.path(field).asText())
                        .toArray());
    }

    static JsonNode ok(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    static JsonNode created(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    /** Checks that it is a refusal in the documented form, and returns it. */
    static JsonNode refused(HttpAnswer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        var problem = answer.json();
        assertThat(problem.path("code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText())
                .isNotEmpty()
                .isEqualTo(problem.path("message").asText());
        assertThat(problem.path("request_id").asText()).isNotEmpty();
        return problem;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
