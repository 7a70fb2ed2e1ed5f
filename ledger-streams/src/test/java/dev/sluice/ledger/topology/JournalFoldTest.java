package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.charged;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.debited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static dev.sluice.ledger.topology.TestRequests.refunded;
import static dev.sluice.ledger.topology.TestRequests.released;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.evolve.Evolver;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.StreamsSettings;
import dev.sluice.ledger.store.Head;
import dev.sluice.ledger.store.LedgerStoreSettings;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.store.LogicalRows;
import dev.sluice.ledger.store.OpenStores;
import dev.sluice.ledger.store.StateWriter;
import dev.sluice.ledger.store.StoreWriter;
import dev.sluice.ledger.store.StoredLedgerView;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores are the fold of the journal, and nothing else: whoever has the journal has everything. */
class JournalFoldTest {

    private static final String JOURNAL = "journal";

    /** The prefix of the row that says how rows are laid out. */
    private static final byte LAYOUT = 'l';

    @TempDir
    private Path folder;

    @Test
    void folding_the_journal_gives_the_same_rows() {
        try (var ledger = TestLedger.ofOnePartition()) {
            givenAnEventfulMonth(ledger);
            givenReserves(ledger);
            // The head is moved by requests that book nothing too, so the last one books.
            ledger.ask(credited(ANN, "last", "1.00"));

            var journal = ledger.journal(0);
            assertThat(reasons(journal)).containsExactlyInAnyOrder(ReserveReleaseReason.values());
            try (var folded = fold(journal)) {
                for (var store : List.of(LedgerStores.BALANCES, LedgerStores.LOTS)) {
                    assertThat(rows(folded::getKeyValueStore, store))
                            .as(store)
                            .isNotEmpty()
                            .isEqualTo(rows(name -> ledger.rows(0, name), store));
                }
            }
        }
    }

    private static void givenAnEventfulMonth(TestLedger ledger) {
        var bob = participantMade("bob").accountId();
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade("bob"));
        for (var day = 1; day <= 20; day++) {
            ledger.after(Duration.ofHours(20));
            var expiry = day % 3 == 0 ? Optional.of(ledger.now().plus(Duration.ofDays(5))) : Optional.<Instant>empty();
            ledger.ask(credited(day % 2 == 0 ? ANN : bob, "credit-" + day, "10.00", expiry));
            ledger.ask(held(ANN, "hold-" + day, "3.50", expiry));
            if (day % 4 == 0) {
                ledger.ask(released(ANN, "release-" + day));
            }
            ledger.ask(debited(bob, "debit-" + day, "2.25"));
            ledger.machineClockGoes(Duration.ofHours(4));
        }
        assertThat(ledger.deadLetters()).isEmpty();
    }

    /** Of plans of both kinds and of none: taken, moved, reversed, released early, come due, and ended. */
    private static void givenReserves(TestLedger ledger) {
        var rolling = planMade(ledger, "rolling", Optional.of(POINTS), Optional.empty(), Optional.of(3));
        planMade(ledger, "fixed", Optional.empty(), Optional.of(inDays(ledger, 9)), Optional.empty());
        ledger.ask(charged(ANN, "charge-1", "10.00"));
        ledger.ask(charged(ANN, "charge-2", "10.00"));
        ledger.ask(refunded(ANN, "refund", "1.00", "charge-2"));
        var first = holdMade(ledger, "standalone-1");
        var second = holdMade(ledger, "standalone-2");
        ledger.ask(TestRequests.of(
                ANN, "early", new CreateReserveRelease(first, Optional.of(5L), Optional.empty(), Map.of("a", "1"))));
        ledger.ask(TestRequests.of(
                ANN, "moved", new UpdateReserveHold(second, Optional.of(inDays(ledger, 20)), new Change.Clear<>())));
        ledger.after(Duration.ofDays(4));
        ledger.ask(charged(ANN, "charge-3", "10.00"));
        ledger.ask(TestRequests.of(ANN, "disable", new DisableReservePlan(rolling)));
        ledger.ask(charged(ANN, "charge-4", "10.00"));
        ledger.after(Duration.ofDays(9));
        ledger.ask(balancesOf(ANN, "look"));

        assertThat(ledger.deadLetters()).isEmpty();
    }

    private static Instant inDays(TestLedger ledger, int days) {
        return ledger.now().plus(Duration.ofDays(days));
    }

    private static ReservePlanId planMade(
            TestLedger ledger, String key, Optional<AssetId> asset, Optional<Instant> date, Optional<Integer> days) {
        var plan = new CreateReservePlan(asset, 33, date, days, Optional.empty(), Map.of("name", key));
        return ((ReservePlanFound) ledger.ask(TestRequests.of(ANN, key, plan)).result())
                .plan()
                .plan()
                .id();
    }

    private static HoldId holdMade(TestLedger ledger, String key) {
        var hold = new CreateReserveHold(POINTS, 50L, inDays(ledger, 3), Optional.empty(), Map.of());
        return ((ReserveHoldFound) ledger.ask(TestRequests.of(ANN, key, hold)).result())
                .hold()
                .hold()
                .id();
    }

    private static Set<ReserveReleaseReason> reasons(List<TestRecord<byte[], byte[]>> journal) {
        var formats = WireFormats.create();
        return journal.stream()
                .flatMap(link -> formats.journal().read(link.value()).entry().facts().stream())
                .filter(Fact.ReserveReleased.class::isInstance)
                .map(fact -> ((Fact.ReserveReleased) fact).release().reason())
                .collect(Collectors.toSet());
    }

    private TopologyTestDriver fold(List<TestRecord<byte[], byte[]>> journal) {
        var topology = new Topology();
        topology.addSource(JOURNAL, new ByteArrayDeserializer(), new ByteArrayDeserializer(), JOURNAL);
        topology.addProcessor("fold", Fold::new, JOURNAL);
        LedgerStores.builders(LedgerStoreSettings.DEFAULT).forEach(store -> topology.addStateStore(store, "fold"));
        var settings = StreamsSettings.of(LedgerConfig.singleNode("nowhere:9092", folder), "fold");
        var driver = new TopologyTestDriver(topology, settings);
        driver.createInputTopic(JOURNAL, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeRecordList(journal);
        return driver;
    }

    private static final class Fold extends ContextualProcessor<byte[], byte[], Void, Void> {

        private final WireFormats formats = WireFormats.create();

        @Override
        public void process(Record<byte[], byte[]> record) {
            var stores = OpenStores.of(context(), LedgerStoreSettings.DEFAULT);
            var link = formats.journal().read(record.value());
            var entry = link.entry();
            var writer = new StateWriter(stores);
            writer.apply(Evolver.evolve(
                    new StoredLedgerView(stores, link.partition(), account -> link.partition())
                            .asOf(entry.recordedAt())
                            .withAllThatIsThere(),
                    entry));
            writer.head(new Head(link.sequence() + 1, JournalChain.hash(record.value()), entry.recordedAt(), 0));
            new StoreWriter(stores).write(stores.take());
        }
    }

    private static Map<Bytes, Bytes> rows(Function<String, KeyValueStore<Bytes, byte[]>> stores, String store) {
        var rows = LogicalRows.of(stores.apply(LedgerStores.BALANCES), stores.apply(LedgerStores.LOTS))
                .comparable(store);
        // That the rows lie as they do today is no fact of the journal.
        rows.keySet().removeIf(key -> key.get()[0] == LAYOUT);
        return rows;
    }
}
