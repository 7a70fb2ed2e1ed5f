package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.created;
import static dev.sluice.endtoend.LedgerCaller.inWords;
import static dev.sluice.endtoend.LedgerCaller.newName;
import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;
import static dev.sluice.endtoend.LedgerCaller.path;
import static dev.sluice.endtoend.LedgerCaller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP API, on the whole. */
class NodeIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void holds_100_of_1500_and_answers_with_each_documented_field(InventoryMode mode) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipant();
        var credit = caller.credit(ann, value, "1500.00");

        var hold = caller.hold(ann, value, "100.00", "order-1");

        assertThat(hold.path("operation").asText()).isEqualTo("HOLD");
        assertThat(hold.path("amount_processed").asText()).isEqualTo("100.00");
        assertThat(hold.path("asset_id").asText()).isEqualTo(value.asset().toString());
        assertThat(hold.path("program_id").asText()).isEqualTo(value.program().toString());
        assertThat(hold.path("balance"))
                .isEqualTo(LedgerCaller.json("{\"available\":\"1400.00\",\"deferred\":\"0.00\",\"held\":\"100.00\"}"));
        assertThat(UUID.fromString(hold.path("journal_entry_id").asText()).version())
                .isEqualTo(7);
        assertThat(hold.path("message").asText()).isEqualTo("Processed 100.00");
        assertThat(hold.path("reference_id").asText()).isEqualTo("order-1");
        assertThat(hold.path("hold_id").asText()).isNotEmpty();
        var fields = List.of(
                "operation",
                "amount_processed",
                "asset_id",
                "program_id",
                "balance",
                "journal_entry_id",
                "message",
                "reference_id",
                "hold_id");
        if (mode == InventoryMode.LOT) {
            var lot = credit.path("lots_processed").path(0).path("id").asText();
            assertThat(hold.path("lots_processed"))
                    .isEqualTo(LedgerCaller.json("[{\"id\":\"%s\",\"amount\":\"100.00\"}]".formatted(lot)));
            fields = Stream.concat(fields.stream(), Stream.of("lots_processed")).toList();
        }
        assertThat(hold.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(fields);
        assertThat(caller.balance(ann, value)).isEqualTo("1400.00/100.00");
    }

    @ParameterizedTest
    @CsvSource({
        // Held: 10 and 20 under a, 30 under b.
        "LOT,    ,       a, 30.00",
        "SIMPLE, ,       a, 30.00",
        "LOT,    15.00,  a, 15.00",
        "SIMPLE, 15.00,  a, 15.00",
        "LOT,    100.00, a, 30.00",
        "SIMPLE, 100.00, a, 30.00",
        "LOT,    45.00,  ,  45.00",
        "SIMPLE, 45.00,  ,  45.00",
        "LOT,    ,       ,  60.00",
        "SIMPLE, ,       ,  60.00",
    })
    void releases_by_what_is_given(InventoryMode mode, String amount, String reference, String released) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "50.00", "50.00");
        caller.hold(ann, value, "10.00", "a");
        caller.hold(ann, value, "20.00", "a");
        caller.hold(ann, value, "30.00", "b");
        var request = operation(value);
        put(request, "amount", amount);
        put(request, "reference_id", reference);

        var release = ok(caller.operate(ann, "release", request));

        assertThat(release.path("operation").asText()).isEqualTo("RELEASE");
        assertThat(release.path("amount_processed").asText()).isEqualTo(released);
        var held = 60 - (int) Double.parseDouble(released);
        assertThat(inWords(release.path("balance"))).isEqualTo("%d.00/%d.00".formatted(100 - held, held));
        assertThat(caller.balance(ann, value)).isEqualTo(inWords(release.path("balance")));
    }

    @Test
    void tells_what_the_ledger_counts_with_what_the_gateway_does() {
        var value = caller.newValue(InventoryMode.SIMPLE);
        caller.hold(caller.newParticipantWith(value, "50.00"), value, "10.00", "order");

        var metrics = caller.get("/metrics").text();

        assertThat(metrics)
                .contains("sluice_ledger_requests_total{operation=\"hold\",outcome=\"accepted\"}")
                .contains("sluice_requests_seconds_count{operation=\"hold\",outcome=\"completed\"}")
                .contains("sluice_internal_errors_total 0.0");
    }

    @Test
    void has_nothing_to_release_where_nothing_matches() {
        var value = caller.newValue(InventoryMode.LOT);
        var ann = caller.newParticipantWith(value, "50.00");

        refused(
                caller.operate(ann, "release", operation(value).put("reference_id", "unknown")),
                422,
                "nothing_to_process");
    }

    @Test
    void keeps_two_holds_on_one_lot_apart() {
        var value = caller.newValue(InventoryMode.LOT);
        var ann = caller.newParticipantWith(value, "100.00");
        caller.hold(ann, value, "60.00", "a");
        caller.hold(ann, value, "40.00", "b");

        ok(caller.operate(ann, "release", operation(value).put("reference_id", "a")));

        var lots = ok(caller.get("/v1/participants/%s/balances/lots?asset_id=%s".formatted(ann, value.asset())));
        assertThat(rows(lots, "status", "remaining")).containsExactlyInAnyOrder("AVAILABLE 60.00", "HELD 40.00");
        assertThat(rows(lots, "id", "amount"))
                .as("one lot")
                .containsOnly(rows(lots, "id", "amount").getFirst());
        refused(caller.operate(ann, "hold", operation(value).put("amount", "60.01")), 422, "insufficient_balance");
        var holds = ok(
                caller.get("/v1/participants/%s/balances/holds?asset_id=%s&status=OPEN".formatted(ann, value.asset())));
        assertThat(rows(holds, "reference_id", "remaining")).containsExactly("b 40.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void lets_exactly_100_of_200_callers_at_once_hold_1_of_100(InventoryMode mode) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "100.00");
        var request = operation(value).put("amount", "1.00");

        var answers = all(IntStream.range(0, 200).mapToObj(i -> caller.send(path(ann, "hold"), request)));

        assertThat(answers).filteredOn(HttpAnswer::isSuccess).hasSize(100);
        assertThat(answers)
                .filteredOn(answer -> !answer.isSuccess())
                .hasSize(100)
                .allSatisfy(answer -> refused(answer, 422, "insufficient_balance"));
        assertThat(caller.balance(ann, value)).isEqualTo("0.00/100.00");
    }

    @Test
    void answers_a_repeat_with_the_same_bytes_and_books_once() {
        var value = caller.newValue(InventoryMode.LOT);
        var ann = caller.newParticipantWith(value, "10.00");
        var request = operation(value).put("amount", "1.00").put("idempotency_key", "hold-1");

        var answers = all(IntStream.range(0, 20).mapToObj(i -> caller.send(path(ann, "hold"), request)));
        var late = caller.call(
                HttpMethod.POST,
                path(ann, "hold"),
                // The same meaning in other words: the key in the header, a trailing zero less.
                operation(value).put("amount", "1.0").toString(),
                Map.of("Idempotency-Key", "hold-1"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.text()).isEqualTo(late.text()));
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(late.replayed()).isTrue();
        assertThat(caller.balance(ann, value)).isEqualTo("9.00/1.00");
        assertThat(ledger.journal().entriesByKey(ann)).containsEntry(new IdempotencyKey("hold-1"), 1L);
    }

    @Test
    void repeats_a_refusal_even_when_the_reason_is_gone() {
        var value = caller.newValue(InventoryMode.SIMPLE);
        var ann = caller.newParticipantWith(value, "1.00");
        var request = operation(value).put("amount", "2.00").put("idempotency_key", "hold-1");
        refused(caller.operate(ann, "hold", request), 422, "insufficient_balance");
        caller.credit(ann, value, "5.00");

        var repeat = caller.operate(ann, "hold", request);

        refused(repeat, 422, "insufficient_balance");
        assertThat(repeat.replayed()).isTrue();
    }

    @Test
    void refuses_a_key_that_was_used_for_something_else() {
        var value = caller.newValue(InventoryMode.SIMPLE);
        var ann = caller.newParticipantWith(value, "10.00");
        ok(caller.operate(ann, "hold", operation(value).put("amount", "1.00").put("idempotency_key", "k")));

        refused(
                caller.operate(
                        ann, "hold", operation(value).put("amount", "2.00").put("idempotency_key", "k")),
                409,
                "idempotency_conflict");
        assertThat(caller.balance(ann, value)).isEqualTo("9.00/1.00");
    }

    static Stream<Arguments> badFields() {
        return Stream.of(
                Arguments.of("amount", "100", "invalid_amount"),
                Arguments.of("amount", "\"1e3\"", "invalid_amount"),
                Arguments.of("amount", "\"-1\"", "invalid_amount"),
                Arguments.of("amount", "\"0\"", "invalid_amount"),
                Arguments.of("amount", "\"\"", "invalid_amount"),
                Arguments.of("amount", "\"NaN\"", "invalid_amount"),
                Arguments.of("amount", "\"1.001\"", "invalid_scale"),
                Arguments.of("amount", "\"" + "9".repeat(40) + "\"", "invalid_amount"),
                Arguments.of("amonut", "\"1.00\"", "invalid_field"),
                Arguments.of("description", "null", "missing_field"),
                Arguments.of("description", "\"\"", "invalid_field"),
                Arguments.of("description", "\"" + "x".repeat(501) + "\"", "invalid_field"),
                Arguments.of("program_id", "\"not-a-uuid\"", "invalid_field"),
                Arguments.of("reference_id", "\"" + "x".repeat(256) + "\"", "invalid_field"),
                Arguments.of("idempotency_key", "\"" + "x".repeat(256) + "\"", "invalid_field"),
                Arguments.of("metadata", "\"k\"", "invalid_field"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badFields")
    void refuses_a_bad_field_and_points_at_it(String field, String json, String code) {
        var value = caller.newValue(InventoryMode.SIMPLE);
        var ann = caller.newParticipantWith(value, "10.00");
        var request = operation(value).put("amount", "1.00");
        request.set(field, LedgerCaller.json(json));

        var problem = refused(caller.operate(ann, "hold", request), 400, code);

        assertThat(rows(problem.path("errors"), "pointer"))
                .as(problem.toString())
                .contains("#/" + field);
        assertThat(caller.balance(ann, value)).isEqualTo("10.00/0.00");
    }

    @Test
    void refuses_a_body_that_lacks_what_is_required_or_is_no_json() {
        var value = caller.newValue(InventoryMode.SIMPLE);
        var ann = caller.newParticipant();

        var missing =
                refused(caller.operate(ann, "hold", operation(value).without("description")), 400, "missing_field");

        assertThat(rows(missing.path("errors"), "pointer")).containsExactly("#/description");
        refused(caller.post(path(ann, "hold"), "{\"amount\":"), 400, "malformed_request");
        refused(caller.post(path(ann, "hold"), "[]"), 400, "malformed_request");
    }

    @Test
    void lets_nobody_in_without_the_key() {
        try (var stranger = dev.sluice.cli.http.LedgerHttp.to(ledger.uri(), "sk_of_a_stranger", 1)) {
            refused(stranger.get("/v1/assets").join(), 401, "unauthorized");
        }
    }

    @Test
    void knows_an_asset_everywhere_once_it_has_answered() {
        var program = caller.newProgram();
        var accounts =
                IntStream.range(0, 20).mapToObj(i -> caller.newParticipant()).toList();

        for (var round = 0; round < 10; round++) {
            var value = caller.newAsset(program, InventoryMode.LOT);
            var credit = operation(value).put("type", "CREDIT").put("amount", "1.00");

            var answers = all(accounts.stream().map(account -> caller.send(path(account, "adjust"), credit)));

            assertThat(answers).allSatisfy(LedgerCaller::ok);
        }
    }

    @Test
    void does_for_groups_what_it_does_for_participants() {
        var value = caller.newValue(InventoryMode.LOT);
        var ann = caller.newParticipant();
        var group = AccountId.parse(created(caller.post("/v1/groups", """
            {"name":"%s","members":[{"participant_id":"%s","role":"ADMIN"}]}\
            """.formatted(newName("group"), ann)))
                .path("id")
                .asText());
        var balances = "/v1/groups/%s/balances".formatted(group);

        ok(caller.post(
                balances + "/adjust",
                operation(value).put("type", "CREDIT").put("amount", "80.00").toString()));
        ok(caller.post(
                balances + "/hold", operation(value).put("amount", "30.00").toString()));
        ok(caller.post(
                balances + "/release", operation(value).put("amount", "10.00").toString()));
        var forfeit = ok(caller.post(
                balances + "/forfeit", operation(value).put("bucket", "HELD").toString()));

        assertThat(forfeit.path("amount_processed").asText()).isEqualTo("20.00");
        assertThat(inWords(forfeit.path("balance"))).isEqualTo("60.00/0.00");
        assertThat(inWords(ok(caller.get(balances)).path("data").path(0))).isEqualTo("60.00/0.00");
        refused(caller.call(HttpMethod.DELETE, "/v1/groups/" + group, "", Map.of()), 409, "balance_not_zero");
        refused(caller.get("/v1/participants/%s/balances".formatted(group)), 404, "account_not_found");
    }

    private static void put(ObjectNode request, String field, String text) {
        if (text != null) {
            request.put(field, text);
        }
    }

    /** The named fields of each row of a list, in words. */
    private static List<String> rows(JsonNode list, String... fields) {
        var data = list.has("data") ? list.path("data") : list;
        return StreamSupport.stream(data.spliterator(), false)
                .map(row -> String.join(
                        " ",
                        Stream.of(fields).map(field -> row.path(field).asText()).toList()))
                .toList();
    }

    private static List<HttpAnswer> all(Stream<CompletableFuture<HttpAnswer>> calls) {
        var sent = new ArrayList<>(calls.toList());
        return sent.stream().map(CompletableFuture::join).toList();
    }
}
