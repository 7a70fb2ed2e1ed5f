package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reversals of debits and captures, on the whole. */
class ReversalIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    private Value value;

    @BeforeEach
    void make_points() {
        value = caller.newValue(InventoryMode.LOT);
    }

    @Test
    void gives_back_in_parts_to_the_very_lots_with_their_vintages_and_expiries_last_consumed_first() {
        var ann = caller.newParticipant();
        var first = credit(ann, "10.00", "2024-01-01T00:00:00Z", "2099-01-01T00:00:00Z");
        var second = credit(ann, "10.00", "2024-02-01T00:00:00Z", "2099-02-01T00:00:00Z");
        var third = credit(ann, "10.00", "2024-03-01T00:00:00Z", "2099-03-01T00:00:00Z");
        var before = lots(ann);
        var debit = entryOf(debit(ann, value, "25.00"));

        var one = LedgerCaller.ok(reverse(ann, value, debit, "12.00"));
        assertThat(one.path("amount_reversed").asText()).isEqualTo("12.00");
        assertThat(one.path("amount_reversible").asText()).isEqualTo("13.00");
        assertThat(one.path("reversed_entry_id").asText()).isEqualTo(debit);
        assertThat(LedgerCaller.inWords(one.path("balance"))).isEqualTo("17.00/0.00");
        assertThat(shares(one)).containsExactly(third + " 5.00", second + " 7.00");

        LedgerCaller.refused(reverse(ann, value, debit, "13.01"), 409, "reversal_exceeds_entry");

        var rest = LedgerCaller.ok(reverse(ann, value, debit));
        assertThat(shares(rest)).containsExactly(second + " 3.00", first + " 10.00");
        assertThat(rest.path("amount_reversible").asText()).isEqualTo("0.00");
        assertThat(lots(ann)).isEqualTo(before);
        LedgerCaller.refused(reverse(ann, value, debit), 422, "nothing_to_process");
    }

    @Test
    void gives_back_what_was_captured_and_not_what_was_released() {
        var ann = caller.newParticipantWith(value, "100.00");
        caller.hold(ann, value, "80.00", "order-1");
        var captured = LedgerCaller.ok(caller.operate(
                ann, "capture", operation(value).put("reference_id", "order-1").put("amount", "60.00")));

        LedgerCaller.refused(reverse(ann, value, entryOf(captured), "60.01"), 409, "reversal_exceeds_entry");
        var reversed = LedgerCaller.ok(reverse(ann, value, entryOf(captured), "25.00"));

        assertThat(reversed.path("amount_reversible").asText()).isEqualTo("35.00");
        assertThat(caller.balance(ann, value)).isEqualTo("65.00/0.00");
    }

    @Test
    void finds_no_entry_of_somebody_else_and_none_that_took_nothing() {
        var ann = caller.newParticipant();
        var credit = entryOf(caller.credit(ann, value, "10.00"));
        var debit = entryOf(debit(ann, value, "5.00"));
        var bob = caller.newParticipantWith(value, "10.00");

        LedgerCaller.refused(reverse(ann, value, credit), 404, "journal_entry_not_found");
        LedgerCaller.refused(reverse(bob, value, debit), 404, "journal_entry_not_found");
        LedgerCaller.refused(reverse(ann, value, ann.toString()), 404, "journal_entry_not_found");
    }

    @Test
    void sends_what_has_expired_meanwhile_on_to_breakage_and_says_so() {
        var ann = caller.newParticipant();
        var expiry = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        credit(ann, "10.00", "2024-01-01T00:00:00Z", expiry.toString());
        credit(ann, "10.00", "2024-02-01T00:00:00Z", "2099-01-01T00:00:00Z");
        var debit = entryOf(debit(ann, value, "15.00"));
        await().atMost(20, SECONDS).until(() -> Instant.now().isAfter(expiry.plusMillis(100)));

        var reversed = LedgerCaller.ok(reverse(ann, value, debit));

        assertThat(reversed.path("amount_reversed").asText()).isEqualTo("15.00");
        assertThat(reversed.path("amount_expired").asText()).isEqualTo("10.00");
        assertThat(caller.balance(ann, value)).isEqualTo("10.00/0.00");
    }

    @Test
    void has_a_wallet_on_another_partition_pay_and_can_be_asked_for_again_where_that_has_not_enough() {
        var prefunded = prefunded();
        fund(prefunded, "50.00");
        var ann = participantElsewhere(prefunded);
        caller.credit(ann, prefunded, "50.00");
        var debit = entryOf(debit(ann, prefunded, "30.00"));

        assertThat(LedgerCaller.ok(reverse(ann, prefunded, debit, "12.00"))
                        .path("amount_reversible")
                        .asText())
                .isEqualTo("18.00");
        assertThat(wallet(prefunded)).isEqualTo("18.00/0.00");

        caller.newParticipantWith(prefunded, "10.00");
        LedgerCaller.refused(reverse(ann, prefunded, debit), 422, "insufficient_program_funds");
        assertThat(caller.balance(ann, prefunded)).isEqualTo("32.00/0.00");

        fund(prefunded, "10.00");
        assertThat(LedgerCaller.ok(reverse(ann, prefunded, debit))
                        .path("amount_reversed")
                        .asText())
                .isEqualTo("18.00");
        assertThat(caller.balance(ann, prefunded)).isEqualTo("50.00/0.00");
        assertThat(wallet(prefunded)).isEqualTo("0.00/0.00");
        assertThat(ledger.journal().entriesOf(ann))
                .extracting(JournalEntry::type)
                .containsOnlyOnce(EntryType.REVERSAL_RESTORED)
                .filteredOn(EntryType.REVERSAL_SET_ASIDE::equals)
                .hasSize(3);
    }

    @Test
    void never_gives_more_than_was_taken_to_fifty_who_ask_at_once() {
        var ann = caller.newParticipantWith(value, "10.00", "10.00", "10.00");
        fiftyReverseOf(ann, value, entryOf(debit(ann, value, "30.00")));
    }

    @Test
    void never_gives_more_than_was_taken_to_fifty_who_ask_at_once_while_a_wallet_is_asked_for_each() {
        var prefunded = prefunded();
        fund(prefunded, "100.00");
        var ann = participantElsewhere(prefunded);
        caller.credit(ann, prefunded, "30.00");
        fiftyReverseOf(ann, prefunded, entryOf(debit(ann, prefunded, "30.00")));
        assertThat(wallet(prefunded)).isEqualTo("70.00/0.00");
    }

    private static void fiftyReverseOf(AccountId account, Value of, String debit) {
        var answers = all(IntStream.range(0, 50)
                .mapToObj(i -> caller.send(
                        LedgerCaller.path(account, "reverse"), body(of, debit).put("amount", "1.00"))));

        assertThat(answers.stream().filter(HttpAnswer::isSuccess)).hasSize(30);
        answers.stream()
                .filter(answer -> !answer.isSuccess())
                .forEach(answer -> LedgerCaller.refused(answer, 409, "reversal_exceeds_entry"));
        assertThat(caller.balance(account, of)).isEqualTo("30.00/0.00");
        LedgerCaller.refused(reverse(account, of, debit), 422, "nothing_to_process");
    }

    @Test
    void answers_a_repeated_key_with_the_same_bytes_and_gives_back_once() {
        var prefunded = prefunded();
        fund(prefunded, "100.00");
        var ann = participantElsewhere(prefunded);
        caller.credit(ann, prefunded, "30.00");
        var debit = entryOf(debit(ann, prefunded, "30.00"));
        var body = body(prefunded, debit).put("amount", "4.00").put("idempotency_key", "return-1");

        var answers = all(IntStream.range(0, 10).mapToObj(i -> caller.send(LedgerCaller.path(ann, "reverse"), body)));

        assertThat(answers).allSatisfy(LedgerCaller::ok);
        assertThat(answers.stream().map(HttpAnswer::text).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> !answer.replayed())).hasSize(1);
        assertThat(caller.balance(ann, prefunded)).isEqualTo("4.00/0.00");
        assertThat(ledger.journal().entriesOf(ann).stream()
                        .filter(entry -> entry.idempotencyKey()
                                .map(IdempotencyKey::value)
                                .filter("return-1"::equals)
                                .isPresent())
                        .map(JournalEntry::type))
                .containsExactlyInAnyOrder(EntryType.REVERSAL_SET_ASIDE, EntryType.REVERSAL, EntryType.REVERSAL);
        var moved = JournalReader.balances(ledger.journal().checkedEntries());
        assertThat(moved.entrySet().stream()
                        .filter(place -> place.getKey().account().equals(ann))
                        .map(place -> place.getValue()))
                .containsExactly(Amount.parse("4.00"));
    }

    /** The id of the lot. */
    private String credit(AccountId account, String amount, String earnedAt, String expiresAt) {
        var credited = LedgerCaller.ok(caller.operate(
                account,
                "adjust",
                operation(value)
                        .put("type", "CREDIT")
                        .put("amount", amount)
                        .put("earned_at", earnedAt)
                        .put("expires_at", expiresAt)));
        return credited.path("lots_processed").path(0).path("id").asText();
    }

    private static JsonNode debit(AccountId account, Value of, String amount) {
        return LedgerCaller.ok(caller.operate(
                account, "adjust", operation(of).put("type", "DEBIT").put("amount", amount)));
    }

    private static String entryOf(JsonNode answer) {
        return answer.path("journal_entry_id").asText();
    }

    private static ObjectNode body(Value of, String entry) {
        return operation(of).put("journal_entry_id", entry);
    }

    private static HttpAnswer reverse(AccountId account, Value of, String entry) {
        return caller.operate(account, "reverse", body(of, entry));
    }

    private static HttpAnswer reverse(AccountId account, Value of, String entry, String amount) {
        return caller.operate(account, "reverse", body(of, entry).put("amount", amount));
    }

    private static List<String> shares(JsonNode answer) {
        return answer.path("lots_processed")
                .valueStream()
                .map(share ->
                        share.path("id").asText() + " " + share.path("amount").asText())
                .toList();
    }

    private String lots(AccountId account) {
        return LedgerCaller.ok(
                        caller.get("/v1/participants/%s/balances/lots?asset_id=%s".formatted(account, value.asset())))
                .toString();
    }

    private static Value prefunded() {
        var program = caller.newProgram();
        var symbol = LedgerCaller.newName("R").substring(0, 9);
        var made = LedgerCaller.created(caller.post("/v1/assets", """
            {"program_id":"%s","name":"Cash","symbol":"%s","inventory_mode":"LOT",
             "issuance_policy":"PREFUNDED","scale":2}\
            """.formatted(program, symbol)));
        return new Value(program, AssetId.parse(made.path("id").asText()), symbol);
    }

    private static void fund(Value of, String amount) {
        LedgerCaller.ok(caller.post(
                "/v1/programs/%s/assets/%s/fund".formatted(of.program(), of.asset()),
                "{\"amount\":\"%s\",\"description\":\"Start\"}".formatted(amount)));
    }

    private static String wallet(Value of) {
        return LedgerCaller.inWords(
                LedgerCaller.ok(caller.get("/v1/programs/%s/balance?asset_id=%s".formatted(of.program(), of.asset())))
                        .path("data")
                        .path(0));
    }

    /** A participant on another partition than the wallet of the program. */
    private static AccountId participantElsewhere(Value of) {
        return Stream.generate(caller::newParticipant)
                .filter(account ->
                        partitionOf(account) != partitionOf(of.program().account()))
                .findFirst()
                .orElseThrow();
    }

    private static int partitionOf(AccountId account) {
        return Utils.toPositive(Utils.murmur2(account.toKey())) % LedgerUnderTest.PARTITIONS;
    }

    private static List<HttpAnswer> all(Stream<CompletableFuture<HttpAnswer>> calls) {
        var sent = calls.toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }
}
