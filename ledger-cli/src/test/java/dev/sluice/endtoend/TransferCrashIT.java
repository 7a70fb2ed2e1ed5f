package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.SystemAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that is killed while a thousand accounts pay each other, over four partitions. */
class TransferCrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(TransferCrashIT.class);

    private static final long SEED = 20_261_121;
    private static final int ACCOUNTS = 1_000;
    private static final int LANES = 64;
    private static final int ANSWERED_BEFORE_THE_KILL = 1_500;
    private static final String UNKNOWN = "nobody-at-all";

    @TempDir
    private Path folder;

    /** A transfer that was asked for. */
    private record Sent(AccountId source, ObjectNode body, Map<AccountId, Amount> shares) {}

    private final Random random = new Random(SEED);
    private final List<String> names = new ArrayList<>();
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, HttpAnswer> answered = new ConcurrentHashMap<>();
    private final Map<String, Throwable> unanswered = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();

    @Test
    void loses_and_doubles_nothing_of_what_is_on_its_way_between_accounts() throws Exception {
        LOG.warn("Seed {}", SEED);
        Value value;
        try (var node = CommandProcess.up(folder);
                var http = node.http(LANES)) {
            var caller = new LedgerCaller(http);
            value = caller.newValue(InventoryMode.LOT);
            fund(caller, value);
            for (var lane = 0; lane < LANES; lane++) {
                goOnPaying(caller, value);
            }
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> answered.size() >= ANSWERED_BEFORE_THE_KILL);
            node.kill();
        }
        Awaitility.await("every call to end").until(() -> answered.size() + unanswered.size() == keys.get());
        assertThat(unanswered).isNotEmpty();

        try (var node = CommandProcess.up(folder);
                var http = node.http(LANES)) {
            var caller = new LedgerCaller(http);
            repeatAll(caller);
            var entries = new JournalReader(
                            node.bootstrapServers(), Topic.JOURNAL.name(TopologySettings.TOPIC_PREFIX_DEFAULT))
                    .checkedEntries();
            assertThat(sumOf(entries, SystemAccount.SYSTEM_TRANSIT)).isEqualTo(Amount.ZERO);
            assertEachCameToWhatWasAnswered(entries);
            assertBalancesAddUp(caller, value, entries);
        }
    }

    private void fund(LedgerCaller caller, Value value) {
        IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> LedgerCaller.newName("payer"))
                .forEach(names::add);
        var made = names.stream()
                .map(name ->
                        caller.send("/v1/participants", LedgerCaller.json("{\"external_id\":\"%s\"}".formatted(name))))
                .toList();
        made.forEach(call -> LedgerCaller.created(call.join()));
        var credited = names.stream()
                .map(name -> caller.send(
                        LedgerCaller.path(AccountId.ofParticipant(name), "adjust"),
                        operation(value).put("type", "CREDIT").put("amount", "100.00")))
                .toList();
        credited.forEach(call -> LedgerCaller.ok(call.join()));
    }

    /** One transfer after another, each from an account of its own choice, until the node is gone. */
    private void goOnPaying(LedgerCaller caller, Value value) {
        var key = "pay-" + keys.incrementAndGet();
        var transfer = transfer(value, key);
        sent.put(key, transfer);
        var unused = caller.send("/v1/transfers", transfer.body()).whenComplete((answer, failure) -> {
            if (failure == null && answer.status() < 500) {
                answered.put(key, answer);
                goOnPaying(caller, value);
            } else {
                unanswered.put(key, failure == null ? new AssertionError(answer.text()) : failure);
            }
        });
    }

    /** One to four recipients; now and then one that does not exist. */
    private synchronized Sent transfer(Value value, String key) {
        var source = names.get(random.nextInt(ACCOUNTS));
        var shares = new HashMap<AccountId, Amount>();
        var body = operation(value).put("source_external_id", source).put("idempotency_key", key);
        body.put("preserve_lots", random.nextBoolean());
        var recipients = body.putArray("recipients");
        var count = 1 + random.nextInt(4);
        while (recipients.size() < count) {
            var name = random.nextInt(20) == 0 ? UNKNOWN : names.get(random.nextInt(ACCOUNTS));
            if (!name.equals(source)) {
                var amount = "%d.%02d".formatted(random.nextInt(30), 1 + random.nextInt(99));
                recipients.addObject().put("amount", amount).put("external_id", name);
                shares.merge(AccountId.ofParticipant(name), Amount.parse(amount), Amount::plus);
            }
        }
        return new Sent(AccountId.ofParticipant(source), body, shares);
    }

    /** Who was not answered gets an answer; who was, the same one again. */
    private void repeatAll(LedgerCaller caller) {
        var calls = new HashMap<String, CompletableFuture<HttpAnswer>>();
        sent.forEach((key, transfer) -> calls.put(key, caller.send("/v1/transfers", transfer.body())));
        calls.forEach((key, call) -> {
            var again = call.join();
            assertThat(again.status()).as(again.text()).isIn(200, 404, 422);
            var first = answered.putIfAbsent(key, again);
            if (first != null) {
                assertThat(again.status()).isEqualTo(first.status());
                assertThat(again.replayed()).isTrue();
                if (first.status() == 200) {
                    assertThat(again.text()).isEqualTo(first.text());
                }
            }
        });
    }

    private void assertEachCameToWhatWasAnswered(List<JournalEntry> entries) {
        var byKey = entries.stream()
                .filter(entry -> entry.idempotencyKey().isPresent())
                .collect(Collectors.groupingBy(
                        entry -> entry.idempotencyKey().get().value()));
        var paid = 0;
        for (var transfer : sent.entrySet()) {
            var moved = movesOf(byKey.getOrDefault(transfer.getKey(), List.of()));
            var answer = answered.get(transfer.getKey());
            if (answer.status() == 200) {
                var shares = transfer.getValue().shares();
                var expected = new HashMap<>(shares);
                var total = shares.values().stream().reduce(Amount.ZERO, Amount::plus);
                expected.put(transfer.getValue().source(), total.negated());
                assertThat(moved).as(transfer.getKey()).isEqualTo(expected);
                paid++;
            } else {
                assertThat(moved.keySet())
                        .as(transfer.getKey())
                        .isSubsetOf(Set.of(transfer.getValue().source()));
                assertThat(moved.values()).as(transfer.getKey()).allMatch(Amount::isZero);
            }
        }
        LOG.warn("{} transfers, {} paid, {} not answered before the kill", sent.size(), paid, unanswered.size());
        assertThat(paid).isBetween(1, sent.size() - 1);
    }

    /** What the entries of one transfer changed, account by account. */
    private static Map<AccountId, Amount> movesOf(List<JournalEntry> entries) {
        var moves = new HashMap<AccountId, Amount>();
        entries.stream()
                .flatMap(entry -> entry.postings().stream())
                .filter(posting -> posting.accountId().isPresent())
                .forEach(posting -> moves.merge(posting.accountId().get(), posting.amount(), Amount::plus));
        return moves;
    }

    private void assertBalancesAddUp(LedgerCaller caller, Value value, List<JournalEntry> entries) {
        var byJournal = JournalReader.balances(entries);
        assertThat(byJournal.values().stream().reduce(Amount.ZERO, Amount::plus))
                .isEqualTo(Amount.parse(ACCOUNTS + "00.00"));
        var asked = names.stream()
                .map(AccountId::ofParticipant)
                .collect(Collectors.toMap(
                        account -> account,
                        account -> caller.http()
                                .get("/v1/participants/%s/balances?asset_id=%s".formatted(account, value.asset()))));
        var total = Amount.ZERO;
        for (var account : asked.entrySet()) {
            var row = LedgerCaller.ok(account.getValue().join()).path("data").path(0);
            var available = Amount.parse(row.path("available").asText());
            assertThat(movesOfAll(byJournal, account.getKey())).isEqualTo(available);
            total = total.plus(available);
        }
        assertThat(total).isEqualTo(Amount.parse(ACCOUNTS + "00.00"));
    }

    private static Amount movesOfAll(Map<JournalReader.Place, Amount> balances, AccountId account) {
        return balances.entrySet().stream()
                .filter(place -> place.getKey().account().equals(account))
                .map(Map.Entry::getValue)
                .reduce(Amount.ZERO, Amount::plus);
    }

    private static Amount sumOf(List<JournalEntry> entries, SystemAccount account) {
        return entries.stream()
                .flatMap(entry -> entry.postings().stream())
                .filter(posting -> posting.systemAccount().equals(Optional.of(account)))
                .map(Posting::amount)
                .reduce(Amount.ZERO, Amount::plus);
    }
}
