package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that is killed in the middle of its work. */
class CrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);

    private static final int ACCOUNTS = 16;
    private static final int ANSWERED_BEFORE_THE_KILL = 1_500;
    private static final int EXIT_CODE_OF_TERM = 143;

    @TempDir
    private Path folder;

    /** Requests by their keys: those that were answered before the kill, and those that were not. */
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    private final Map<String, AccountId> unanswered = new ConcurrentHashMap<>();
    private final Map<String, AccountId> accountOf = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();

    @Test
    void has_every_answered_operation_once_after_a_kill_and_takes_the_others_again() throws Exception {
        Value value;
        List<AccountId> accounts;
        try (var node = CommandProcess.up(folder);
                var http = node.http(ACCOUNTS)) {
            var caller = new LedgerCaller(http);
            value = caller.newValue(InventoryMode.LOT);
            accounts = IntStream.range(0, ACCOUNTS)
                    .mapToObj(i -> caller.newParticipantWith(value, "100000.00"))
                    .toList();
            accounts.forEach(account -> goOnHolding(caller, account, value));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answered.size() >= ANSWERED_BEFORE_THE_KILL);
            node.kill();
        }
        Awaitility.await("every call to end").until(() -> answered.size() + unanswered.size() == keys.get());
        assertThat(unanswered).isNotEmpty();

        var began = System.nanoTime();
        try (var node = CommandProcess.up(folder);
                var http = node.http(ACCOUNTS)) {
            LOG.warn("After kill -9 the node answered in {} ms", (System.nanoTime() - began) / 1_000_000);
            var caller = new LedgerCaller(http);
            takeAgain(caller, value);
            repeatSomeOfTheAnswered(caller, value);
            assertThat(bookedKeys(node)).containsExactlyInAnyOrderElementsOf(accountOf.keySet());
            accounts.forEach(account -> assertHeldIsTheSumOfHolds(caller, account, value));

            assertThat(node.terminate()).as("the exit code after TERM").isEqualTo(EXIT_CODE_OF_TERM);
        }
    }

    /** One hold after another on one account, until the node is gone. */
    private void goOnHolding(LedgerCaller caller, AccountId account, Value value) {
        var key = "hold-" + keys.incrementAndGet();
        accountOf.put(key, account);
        var unused = caller.send(LedgerCaller.path(account, "hold"), hold(value, key))
                .whenComplete((answer, failure) -> {
                    if (failure == null && answer.isSuccess()) {
                        answered.put(key, answer.text());
                        goOnHolding(caller, account, value);
                    } else {
                        unanswered.put(key, account);
                    }
                });
    }

    private void takeAgain(LedgerCaller caller, Value value) {
        var calls = new HashMap<String, CompletableFuture<HttpAnswer>>();
        unanswered.forEach(
                (key, account) -> calls.put(key, caller.send(LedgerCaller.path(account, "hold"), hold(value, key))));
        calls.forEach((key, call) -> LedgerCaller.ok(call.join()));
    }

    private void repeatSomeOfTheAnswered(LedgerCaller caller, Value value) {
        var repeated = new ArrayList<>(answered.keySet()).subList(0, 100);
        for (var key : repeated) {
            var again = caller.send(LedgerCaller.path(accountOf.get(key), "hold"), hold(value, key))
                    .join();
            assertThat(again.replayed()).isTrue();
            assertThat(again.text()).isEqualTo(answered.get(key));
        }
    }

    /** With every one as often as it is in the journal. */
    private static List<String> bookedKeys(CommandProcess node) {
        var journal =
                new JournalReader(node.bootstrapServers(), Topic.JOURNAL.name(TopologySettings.TOPIC_PREFIX_DEFAULT));
        return journal.checkedEntries().stream()
                .flatMap(entry -> entry.idempotencyKey().stream())
                .map(IdempotencyKey::value)
                .filter(key -> key.startsWith("hold-"))
                .toList();
    }

    private void assertHeldIsTheSumOfHolds(LedgerCaller caller, AccountId account, Value value) {
        var holds = accountOf.values().stream().filter(account::equals).count();
        assertThat(caller.balance(account, value)).isEqualTo("%d.00/%d.00".formatted(100_000 - holds, holds));
    }

    private static ObjectNode hold(Value value, String key) {
        return operation(value).put("amount", "1.00").put("idempotency_key", key);
    }
}
