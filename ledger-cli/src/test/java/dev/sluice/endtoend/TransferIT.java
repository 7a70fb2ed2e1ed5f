package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transfers and wallets, on the whole. */
class TransferIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    private Value value;

    @BeforeEach
    void make_points() {
        value = caller.newValue(InventoryMode.LOT);
    }

    @Test
    void pays_500_to_five_recipients_under_one_id() {
        var ann = caller.newParticipantWith(value, "300.00", "200.00");
        var recipients = participants(5);

        var answer = LedgerCaller.ok(post(transfer(ann, "pay", recipients, "100.00")));

        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "asset_id", "journal_entry_id", "recipient_count", "source_id", "total_amount");
        assertThat(answer.path("recipient_count").asInt()).isEqualTo(5);
        assertThat(answer.path("total_amount").asText()).isEqualTo("500.00");
        assertThat(answer.path("source_id").asText()).isEqualTo(ann.toString());
        assertThat(caller.balance(ann, value)).isEqualTo("0.00/0.00");
        assertThat(recipients)
                .allSatisfy(
                        account -> assertThat(caller.balance(account, value)).isEqualTo("100.00/0.00"));
        var id = answer.path("journal_entry_id").asText();
        assertThat(entriesOf("pay", ann))
                .isNotEmpty()
                .allMatch(JournalEntry::isBalanced)
                .allSatisfy(entry -> assertThat(entry.id()).hasToString(id));
        var found = LedgerCaller.ok(caller.get("/v1/transfers/%s?source_id=%s".formatted(id, ann)));
        assertThat(found.path("status").asText()).isEqualTo("POSTED");
        assertThat(found.path("legs")).hasSize(5);
        LedgerCaller.refused(
                caller.get("/v1/transfers/%s?source_id=%s".formatted(id, recipients.getFirst())),
                404,
                "transfer_not_found");
    }

    @Test
    void leaves_all_as_it_was_when_one_of_a_hundred_recipients_is_inactive() {
        var ann = caller.newParticipantWith(value, "40.00", "40.00", "40.00");
        var recipients = participants(100);
        var closed = "/v1/participants/%s/status".formatted(recipients.get(41));
        LedgerCaller.ok(caller.call(HttpMethod.PATCH, closed, "{\"status\":\"CLOSED\"}", Map.of()));
        var before = lots(ann);

        LedgerCaller.refused(post(transfer(ann, "pay", recipients, "1.00")), 409, "account_not_active");

        assertThat(lots(ann)).isEqualTo(before);
        assertThat(recipients)
                .allSatisfy(account -> assertThat(
                                LedgerCaller.ok(caller.get("/v1/participants/%s/balances".formatted(account)))
                                        .path("data"))
                        .isEmpty());
    }

    @Test
    void lets_two_accounts_pay_each_other_at_once_a_thousand_times_each_way() {
        var ann = caller.newParticipantWith(value, "1000.00");
        var bob = caller.newParticipantWith(value, "1000.00");

        var answers = all(IntStream.range(0, 1_000)
                .boxed()
                .flatMap(i -> Stream.of(
                        caller.send("/v1/transfers", transfer(ann, "there-" + i, List.of(bob), "1.00")),
                        caller.send("/v1/transfers", transfer(bob, "back-" + i, List.of(ann), "1.00")))));

        assertThat(answers).hasSize(2_000).allSatisfy(LedgerCaller::ok);
        assertThat(caller.balance(ann, value)).isEqualTo("1000.00/0.00");
        assertThat(caller.balance(bob, value)).isEqualTo("1000.00/0.00");
    }

    @Test
    void makes_one_transfer_of_many_calls_with_one_key_at_once() {
        var ann = caller.newParticipantWith(value, "100.00");
        var recipients = participants(8);
        var body = transfer(ann, "pay", recipients, "1.00");

        var answers = all(IntStream.range(0, 20).mapToObj(i -> caller.send("/v1/transfers", body)));

        assertThat(answers).allSatisfy(LedgerCaller::ok);
        assertThat(answers.stream().map(HttpAnswer::text).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> !answer.replayed())).hasSize(1);
        assertThat(caller.balance(ann, value)).isEqualTo("92.00/0.00");
    }

    @Test
    void takes_a_transfer_from_the_topic() {
        var ann = caller.newParticipantWith(value, "100.00");
        var bob = caller.newParticipant();
        var request = operation(value)
                .put("type", "transfer")
                .put("version", 1)
                .put("account_id", ann.toString())
                .put("idempotency_key", "from-the-topic");
        request.putArray("recipients").addObject().put("amount", "12.50").put("participant_id", bob.toString());

        Topics.produce(
                ledger.bootstrapServers(),
                new ProducerRecord<>(
                        ledger.topic(Topic.REQUESTS),
                        ann.toKey(),
                        request.toString().getBytes(StandardCharsets.UTF_8)));
        var reply = Topics.await(
                ledger.bootstrapServers(),
                ledger.topic(Topic.REPLIES),
                found -> new String(found.value(), StandardCharsets.UTF_8).contains("from-the-topic"));

        assertThat(new String(reply.value(), StandardCharsets.UTF_8)).contains("\"total_amount\":\"12.50\"");
        assertThat(caller.balance(bob, value)).isEqualTo("12.50/0.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void never_overdraws_a_wallet_that_a_thousand_credits_draw_on_at_once(InventoryMode mode) {
        var prefunded = prefunded(mode);
        var wallet = "/v1/programs/%s/assets/%s/".formatted(prefunded.program(), prefunded.asset());
        var funded = LedgerCaller.ok(caller.post(wallet + "fund", "{\"amount\":\"600.00\",\"description\":\"Start\"}"));
        assertThat(funded.path("operation").asText()).isEqualTo("FUND");
        assertThat(LedgerCaller.inWords(funded.path("balance"))).isEqualTo("600.00/0.00");
        var accounts = participants(20);

        var answers = all(IntStream.range(0, 1_000)
                .mapToObj(i -> caller.send(
                        LedgerCaller.path(accounts.get(i % 20), "adjust"),
                        operation(prefunded).put("type", "CREDIT").put("amount", "1.00"))));

        assertThat(answers.stream().filter(HttpAnswer::isSuccess)).hasSize(600);
        answers.stream()
                .filter(answer -> !answer.isSuccess())
                .forEach(answer -> LedgerCaller.refused(answer, 422, "insufficient_program_funds"));
        assertThat(wallet(prefunded)).isEqualTo("0.00/0.00");
        var earned = accounts.get(IntStream.range(0, 1_000)
                        .filter(i -> answers.get(i).isSuccess())
                        .findFirst()
                        .orElseThrow()
                % 20);
        LedgerCaller.ok(caller.operate(
                earned, "adjust", operation(prefunded).put("type", "DEBIT").put("amount", "1.00")));
        assertThat(wallet(prefunded)).isEqualTo("1.00/0.00");
        LedgerCaller.ok(caller.post(wallet + "burn", "{\"amount\":\"1.00\",\"description\":\"End\"}"));
        assertThat(wallet(prefunded)).isEqualTo("0.00/0.00");
    }

    private Value prefunded(InventoryMode mode) {
        var program = caller.newProgram();
        var symbol = LedgerCaller.newName("W").substring(0, 9);
        var made = LedgerCaller.created(caller.post("/v1/assets", """
            {"program_id":"%s","name":"Cash","symbol":"%s","inventory_mode":"%s",
             "issuance_policy":"PREFUNDED","scale":2}\
            """.formatted(program, symbol, mode)));
        return new Value(program, AssetId.parse(made.path("id").asText()), symbol);
    }

    private static String wallet(Value value) {
        var data = LedgerCaller.ok(
                        caller.get("/v1/programs/%s/balance?asset_id=%s".formatted(value.program(), value.asset())))
                .path("data");
        assertThat(data).hasSize(1);
        return LedgerCaller.inWords(data.path(0));
    }

    private ObjectNode transfer(AccountId source, String key, List<AccountId> accounts, String amount) {
        var body =
                operation(value).put("source_participant_id", source.toString()).put("idempotency_key", key);
        var recipients = body.putArray("recipients");
        accounts.forEach(
                account -> recipients.addObject().put("amount", amount).put("participant_id", account.toString()));
        return body;
    }

    private static HttpAnswer post(ObjectNode transfer) {
        return caller.post("/v1/transfers", transfer.toString());
    }

    private static List<AccountId> participants(int count) {
        return all(IntStream.range(0, count)
                        .mapToObj(i -> caller.send(
                                "/v1/participants",
                                LedgerCaller.json(
                                        "{\"external_id\":\"%s\"}".formatted(LedgerCaller.newName("friend"))))))
                .stream()
                .map(answer ->
                        AccountId.parse(LedgerCaller.created(answer).path("id").asText()))
                .toList();
    }

    private String lots(AccountId account) {
        return LedgerCaller.ok(
                        caller.get("/v1/participants/%s/balances/lots?asset_id=%s".formatted(account, value.asset())))
                .toString();
    }

    private static List<JournalEntry> entriesOf(String key, AccountId source) {
        return ledger.journal().entriesOf(source).stream()
                .filter(entry -> entry.idempotencyKey()
                        .map(IdempotencyKey::value)
                        .filter(key::equals)
                        .isPresent())
                .toList();
    }

    private static List<String> fields(JsonNode node) {
        return node.propertyStream().map(field -> field.getKey()).toList();
    }

    private static List<HttpAnswer> all(Stream<CompletableFuture<HttpAnswer>> calls) {
        var sent = calls.toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }
}
