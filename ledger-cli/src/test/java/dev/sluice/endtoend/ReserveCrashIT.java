package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.operation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.InventoryMode;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that is killed twice while it gives back what a plan had reserved. */
class ReserveCrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(ReserveCrashIT.class);

    private static final int CHARGES = 10_000;
    private static final int LANES = 200;

    @TempDir
    private Path folder;

    @Test
    void gives_each_of_ten_thousand_holds_back_once_though_it_is_killed_twice_in_between() throws Exception {
        Value value;
        AccountId merchant;
        String plan;
        int before;
        try (var node = CommandProcess.up(folder);
                var http = node.http(LANES)) {
            var caller = new LedgerCaller(http);
            value = caller.newValue(InventoryMode.SIMPLE);
            merchant = caller.newParticipant();
            plan = LedgerCaller.ok(reserve(
                            caller,
                            merchant,
                            HttpMethod.POST,
                            "plans",
                            "{\"percent\":10,\"currency\":\"%s\",\"type\":\"rolling_release\",\"rolling_release\":{\"days_after_charge\":30}}"
                                    .formatted(value.symbol().toLowerCase(Locale.ROOT))))
                    .path("id")
                    .asText();
            charge(caller, merchant, value);
            assertThat(caller.balance(merchant, value)).isEqualTo("9000.00/1000.00");

            LedgerCaller.ok(reserve(caller, merchant, HttpMethod.POST, "plans/" + plan + "/disable", ""));
            before = killedWhileReleasing(node, 0);
        }
        try (var node = CommandProcess.up(folder)) {
            killedWhileReleasing(node, before);
        }

        try (var node = CommandProcess.up(folder);
                var http = node.http(LANES)) {
            var caller = new LedgerCaller(http);
            var id = plan;
            Awaitility.await("the plan to be disabled")
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            found(caller, merchant, id).path("status").asText().equals("disabled"));
            assertThat(found(caller, merchant, id).path("disabled_at").isIntegralNumber())
                    .isTrue();
            assertThat(caller.balance(merchant, value)).isEqualTo("10000.00/0.00");
            assertEachIsGivenBackOnce(journal(node).checkedEntries());
        }
    }

    private static void charge(LedgerCaller caller, AccountId merchant, Value value) {
        var lanes = new ArrayList<CompletableFuture<Void>>();
        for (var lane = 0; lane < LANES; lane++) {
            lanes.add(charge(caller, merchant, value, lane));
        }
        lanes.forEach(CompletableFuture::join);
    }

    /** One charge after another, each {@value #LANES}th. */
    private static CompletableFuture<Void> charge(LedgerCaller caller, AccountId merchant, Value value, int number) {
        if (number >= CHARGES) {
            return CompletableFuture.completedFuture(null);
        }
        var body = operation(value)
                .put("type", "CREDIT")
                .put("amount", "1.00")
                .put("source_charge", "ch_" + number)
                .put("idempotency_key", "charge-" + number);
        return caller.send(LedgerCaller.path(merchant, "adjust"), body).thenCompose(answer -> {
            LedgerCaller.ok(answer);
            return charge(caller, merchant, value, number + LANES);
        });
    }

    /** Kills the node as soon as more was given back than before, and tells how many entries it had written. */
    private static int killedWhileReleasing(CommandProcess node, int before) throws Exception {
        var journal = journal(node);
        Awaitility.await("something to be given back")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(() -> released(journal) > before || released(journal) == CHARGES / 100);
        var entries = released(journal);
        node.kill();
        LOG.warn("Killed after {} of {} entries", entries, CHARGES / 100);
        return entries;
    }

    private static int released(JournalReader journal) {
        return (int) journal.checkedEntries().stream()
                .filter(entry -> entry.type() == EntryType.RESERVE_RELEASE)
                .count();
    }

    private static void assertEachIsGivenBackOnce(List<JournalEntry> entries) {
        var made = new HashMap<HoldId, Amount>();
        var given = new HashMap<HoldId, Amount>();
        var lines = 0;
        for (var entry : entries) {
            for (var fact : entry.facts()) {
                if (fact instanceof Fact.ReserveHoldStored stored) {
                    made.put(stored.hold().id(), stored.hold().amount());
                }
                if (fact instanceof Fact.ReserveReleased released) {
                    lines += released.lines().size();
                    released.lines().forEach(line -> given.merge(line.holdId(), line.amount(), Amount::plus));
                }
            }
        }
        assertThat(made).hasSize(CHARGES);
        assertThat(lines).isEqualTo(CHARGES);
        assertThat(given).isEqualTo(made);
    }

    private static JournalReader journal(CommandProcess node) {
        return new JournalReader(node.bootstrapServers(), Topic.JOURNAL.name(TopologySettings.TOPIC_PREFIX_DEFAULT));
    }

    private static JsonNode found(LedgerCaller caller, AccountId merchant, String plan) {
        return LedgerCaller.ok(reserve(caller, merchant, HttpMethod.GET, "plans/" + plan, ""));
    }

    private static HttpAnswer reserve(
            LedgerCaller caller, AccountId merchant, HttpMethod method, String path, String body) {
        return caller.call(method, "/v1/reserve/" + path, body, Map.of("Stripe-Account", merchant.toString()));
    }
}
