package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.FirstRelease.Call;
import dev.sluice.endtoend.FirstRelease.OnItsWay;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A node of today takes over from the first release, which ended in the middle of its work. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"killed", "stopped"})
class UpgradeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<Integer> OUTCOMES = List.of(200, 201, 404, 409, 422);

    @TempDir
    private static Path folder;

    private static FirstRelease.Upgraded ledger;
    private static LedgerCaller caller;

    private final FirstRelease before;
    private final JsonNode world = FirstRelease.world();
    private final Value points = new Value(
            ProgramId.parse(world.path("shop").textValue()),
            AssetId.parse(world.path("pts").textValue()),
            "PTS");

    UpgradeIT(String how) {
        before = new FirstRelease(how);
    }

    @BeforeParameterizedClassInvocation
    static void start(String how) {
        ledger = new FirstRelease(how).startOfToday(folder.resolve(how));
        caller = new LedgerCaller(ledger.http());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (ledger != null) {
            ledger.close();
        }
    }

    @Test
    void brings_all_that_was_on_its_way_to_an_end() {
        assertThat(before.onItsWay()).isNotEmpty();
        awaitNothingOnItsWay();

        assertThat(before.onItsWay())
                .filteredOn(
                        request -> request.entry().isPresent() && request.type().equals("transfer"))
                .isNotEmpty()
                .allSatisfy(transfer -> assertThat(statusOf(transfer)).isIn("POSTED", "REFUSED"));
        assertThat(inTransit(checkedEntries()))
                .hasSizeGreaterThan(2)
                .allSatisfy((asset, amount) -> assertThat(amount).isEqualTo(Amount.ZERO));
    }

    private static String statusOf(OnItsWay transfer) {
        return LedgerCaller.ok(caller.get("/v1/transfers/%s?source_id=%s"
                        .formatted(transfer.entry().orElseThrow(), transfer.account())))
                .path("status")
                .textValue();
    }

    @Test
    void answers_who_had_to_wait_and_answers_the_others_the_same_again() {
        var waiting = before.onItsWay().stream().map(OnItsWay::key).toList();

        ledger.answersTo(before.sent()).forEach((call, answer) -> {
            assertThat(answer.status()).as(answer.text()).isIn(OUTCOMES);
            call.answer().ifPresent(first -> assertRepeated(answer, first));
            if (waiting.contains(call.key())) {
                assertThat(answer.replayed()).as(call.key()).isTrue();
            }
        });
    }

    @Test
    void answers_each_request_of_the_past_with_the_very_bytes() {
        var answers = ledger.answersTo(FirstRelease.answered());

        assertThat(answers).hasSizeGreaterThan(200);
        answers.forEach((call, answer) -> assertRepeated(answer, call.answer().orElseThrow()));
    }

    private static void assertRepeated(HttpAnswer answer, Call.Answer first) {
        assertThat(answer.text()).isEqualTo(first.textOfToday());
        assertThat(answer.status()).isEqualTo(first.status());
        assertThat(answer.replayed()).as(first.text()).isTrue();
    }

    @Test
    void shows_what_nobody_touched_as_it_was() {
        var answers = ledger.answersTo(FirstRelease.pictures());

        assertThat(answers).hasSizeGreaterThan(100);
        answers.forEach((call, answer) -> {
            var then = LedgerCaller.json(call.answer().orElseThrow().text());
            assertThat(known(answer.json(), then)).as(call.path()).isEqualTo(then);
        });
    }

    /** What was known then, without the fields that came later. */
    private static JsonNode known(JsonNode now, JsonNode then) {
        if (now instanceof ObjectNode object) {
            var known = object.objectNode();
            object.propertyStream()
                    .filter(field -> then.has(field.getKey()))
                    .forEach(field -> known.set(field.getKey(), known(field.getValue(), then.path(field.getKey()))));
            return known;
        }
        if (now instanceof ArrayNode array && array.size() == then.size()) {
            var known = array.arrayNode();
            for (var i = 0; i < array.size(); i++) {
                known.add(known(array.get(i), then.get(i)));
            }
            return known;
        }
        return now;
    }

    @Test
    void books_what_fell_due_since() {
        var later = account("later");

        // 10.00 had an expiry, 7.00 had to mature, and of 6.00 there were 4.00 held for a time.
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caller.buckets(later, points)).isEqualTo("13.00/0.00/0.00"));
        assertThat(LedgerCaller.fates(caller.listHolds(later, points, "status=CLOSED")))
                .containsExactly("CLOSED 4.00: 0.00 remaining, 0.00 captured, 4.00 released, 0.00 forfeited");
    }

    @Test
    void goes_on_with_a_hold_of_the_past() {
        var captured = LedgerCaller.ok(caller.operate(
                account("hold_account"),
                "capture",
                operation(points).put("reference_id", "old-hold").put("amount", "4.00")));

        assertThat(captured.path("amount_captured").textValue()).isEqualTo("4.00");
        assertThat(captured.path("amount_released").textValue()).isEqualTo("6.00");
    }

    @Test
    void goes_on_with_a_debit_of_the_past() {
        var debit = world.path("debit").textValue();

        var reversed = LedgerCaller.ok(caller.operate(
                account("debit_account"),
                "reverse",
                operation(points).put("journal_entry_id", debit).put("amount", "0.50")));

        assertThat(reversed.path("amount_reversed").textValue()).isEqualTo("0.50");
        assertThat(reversed.path("amount_reversible").textValue()).isEqualTo("119.50");
    }

    @Test
    void goes_on_with_a_reserve_of_the_past() {
        var body = "amount=200&reserve_hold=" + world.path("reserve_hold").textValue();
        var account = world.path("reserve_account").textValue();

        var release = LedgerCaller.ok(caller.call(
                HttpMethod.POST,
                "/v1/reserve/releases",
                body,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Stripe-Account", account)));

        assertThat(release.path("amount").intValue()).isEqualTo(200);
    }

    @Test
    void pays_lots_of_the_past_across_all_partitions() {
        var accounts = accounts("load");
        var transfer = operation(points)
                .put("source_participant_id", accounts.getFirst().toString());
        transfer.put("preserve_lots", true);
        var recipients = transfer.putArray("recipients");
        accounts.subList(1, 11)
                .forEach(account ->
                        recipients.addObject().put("amount", "0.01").put("participant_id", account.toString()));

        var paid = LedgerCaller.ok(caller.post("/v1/transfers", transfer.toString()));

        assertThat(paid.path("total_amount").textValue()).isEqualTo("0.10");
    }

    @Test
    void changes_the_catalogue_of_the_past_on_all_partitions() {
        var program = "/v1/programs/" + world.path("program").textValue();

        LedgerCaller.ok(caller.call(HttpMethod.PATCH, program, "{\"name\":\"Upgraded\"}", Map.of()));

        assertThat(LedgerCaller.ok(caller.get(program)).path("name").textValue())
                .isEqualTo("Upgraded");
    }

    @Test
    void continues_the_chain_of_the_journal() {
        accounts("load").forEach(account -> caller.credit(account, points, "1.00"));
        awaitNothingOnItsWay();

        // That it has no gap from its first entry on is proven where the entries are read.
        checkedEntries();
        var hashes = journal().hashes();
        assertThat(before.journal())
                .hasSize(4)
                .allSatisfy(end -> assertThat(hashes.get(end.partition()))
                        .hasSizeGreaterThan((int) end.sequence() + 1)
                        .element((int) end.sequence())
                        .isEqualTo(end.sha256()));
    }

    @Test
    void has_books_that_add_up() {
        awaitNothingOnItsWay();
        // Who asks has what is due booked first, so the journal has it when it is read after that.
        var balances = new LinkedHashMap<AccountId, JsonNode>();
        Stream.of("load", "participants", "backlog_" + before.how())
                .flatMap(list -> accounts(list).stream())
                .forEach(account -> balances.put(account, balancesOf(account)));

        var byJournal = JournalReader.balances(checkedEntries());

        balances.forEach((account, rows) -> assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> Stream.of(Bucket.values())
                        .forEach(bucket -> assertThat(shown(row, bucket))
                                .as("%s of %s: %s", bucket, account, row)
                                .isEqualTo(booked(byJournal, account, row, bucket)))));
    }

    private static JsonNode balancesOf(AccountId account) {
        return LedgerCaller.ok(caller.get("/v1/participants/%s/balances".formatted(account)))
                .path("data");
    }

    private static Amount shown(JsonNode row, Bucket bucket) {
        return Amount.parseWritten(
                row.path(bucket.name().toLowerCase(Locale.ROOT)).textValue());
    }

    private static Amount booked(
            Map<JournalReader.Place, Amount> byJournal, AccountId account, JsonNode row, Bucket bucket) {
        var asset = AssetId.parse(row.path("asset_id").textValue());
        return byJournal.getOrDefault(new JournalReader.Place(account, asset, bucket), Amount.ZERO);
    }

    /** Each partition is asked first: it answers when it knows what it has on its way and has read what lay before the question. */
    private void awaitNothingOnItsWay() {
        accounts("participants").forEach(UpgradeIT::balancesOf);
        Awaitility.await("all that was on its way to end")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caller.get("/metrics").text().lines())
                        .contains(
                                "sluice_undertakings_pending 0.0",
                                "sluice_broadcasts_pending 0.0",
                                "sluice_records_postponed 0.0"));
    }

    private static List<JournalEntry> checkedEntries() {
        return journal().checkedEntries();
    }

    private static JournalReader journal() {
        return new JournalReader(
                ledger.node().bootstrapServers(), Topic.JOURNAL.name(TopologySettings.TOPIC_PREFIX_DEFAULT));
    }

    private static Map<AssetId, Amount> inTransit(List<JournalEntry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.postings().stream())
                .filter(posting -> posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_TRANSIT)))
                .collect(Collectors.groupingBy(
                        Posting::assetId, Collectors.reducing(Amount.ZERO, Posting::amount, Amount::plus)));
    }

    private AccountId account(String name) {
        return AccountId.parse(world.path(name).textValue());
    }

    private List<AccountId> accounts(String list) {
        return world.path(list)
                .valueStream()
                .map(JsonNode::textValue)
                .map(AccountId::parse)
                .toList();
    }
}
