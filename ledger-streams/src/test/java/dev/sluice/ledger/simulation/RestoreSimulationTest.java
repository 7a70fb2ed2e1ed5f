package dev.sluice.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.restore.JournalLine;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.simulation.SimulatedRun.Ended;
import dev.sluice.ledger.store.KindOfRow;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.store.LogicalRows;
import dev.sluice.ledger.store.Outcome;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.Completed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** A ledger that is restored from a copy of a journal is the one that was copied, wherever the copy was cut. */
class RestoreSimulationTest {

    private static final long SEEDS = Long.getLong("sluice.restore.seeds", 150);

    /** So far apart are the ends of partitions that are asked one after the other. */
    private static final int TRANSACTIONS_APART = 12;

    private static final int CUTS = 6;

    private final Map<String, Integer> met = new TreeMap<>();

    @Test
    void a_restored_ledger_has_the_rows_and_the_replies_of_the_one_that_was_copied() throws IOException {
        for (var seed : seeds().toArray()) {
            var run = SimulatedRun.ended(seed, ClusterSimulationTest.stepsOf(seed));
            var settings = run.cluster().settings();
            var restored = RestoredCluster.of(settings, copyOf(run, size(run), new Random(0)), new Random(seed));

            assertThat(restored.cut().leftOut()).as("seed %d", seed).isZero();
            assertThat(restored.cut().onTheWay()).as("seed %d", seed).isEmpty();
            for (var partition = 0; partition < settings.partitions(); partition++) {
                assertThat(rows(restored.partition(partition)))
                        .as("seed %d, partition %d", seed, partition)
                        .isEqualTo(rows(run.cluster().partition(partition)));
            }
            checkReplies(seed, run, restored);
        }
        System.out.println("Replies that were compared: " + met);
    }

    @Test
    void what_was_on_its_way_where_the_copy_was_cut_comes_to_an_end() throws IOException {
        for (var seed : seeds().toArray()) {
            var run = SimulatedRun.ended(seed, ClusterSimulationTest.stepsOf(seed));
            var chance = new Random(seed);
            for (var times = 0; times < CUTS; times++) {
                var begin = chance.nextInt(size(run));
                var copy = copyOf(run, begin, chance);
                var restored = RestoredCluster.of(run.cluster().settings(), copy, chance);
                restored.cut()
                        .onTheWay()
                        .values()
                        .forEach(request ->
                                count(request.began(), !request.booked().isEmpty()));
                restored.cut().announced().forEach(change -> count(change.entry(), false));

                restored.deliverAll();

                var what = "seed %d, cut at transaction %d".formatted(seed, begin);
                // What was committed before the first end was taken is never left out.
                var before = journals(run, begin, run.cluster().settings().partitions());
                for (var partition = 0; partition < before.size(); partition++) {
                    assertThat(restored.cut().entries().get(partition))
                            .as(what)
                            .isGreaterThanOrEqualTo(before.get(partition).size());
                }
                assertThat(restored.inTransit()).as(what).isEmpty();
                assertThat(restored.pending()).as(what).isZero();
                assertThat(deadLetters(restored)).as(what).isEmpty();
                // Whoever restores again, of the journal that came of it, finds nothing on its way.
                var again = RestoredCluster.of(run.cluster().settings(), copyOf(restored.journals()), chance);
                assertThat(again.cut().leftOut()).as(what).isZero();
                assertThat(again.cut().onTheWay()).as(what).isEmpty();
                assertThat(again.cut().announced()).as(what).isEmpty();
            }
        }
        System.out.println("On its way: " + met);
    }

    private void count(JournalEntry began, boolean booked) {
        met.merge(began.type() + (booked ? ", booked by some" : ""), 1, Integer::sum);
    }

    private static LongStream seeds() {
        var only = Long.getLong("sluice.restore.seed");
        return only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
    }

    private static List<String> deadLetters(RestoredCluster restored) {
        return restored.afterwards().stream()
                .flatMap(committed -> committed.sent().stream())
                .filter(sent -> sent.sink().equals(Sinks.DEAD_LETTERS))
                .map(Object::toString)
                .toList();
    }

    /** Rows as they follow from the journal; what was forgotten meanwhile is in no entry. */
    private static Map<String, Map<Bytes, Bytes>> rows(SimulatedPartition partition) {
        var rows = LogicalRows.of(partition.rows(LedgerStores.BALANCES), partition.rows(LedgerStores.LOTS));
        var found = new TreeMap<String, Map<Bytes, Bytes>>();
        for (var store : List.of(LedgerStores.BALANCES, LedgerStores.LOTS)) {
            var comparable = rows.comparable(store);
            comparable.keySet().removeIf(key -> KindOfRow.of(store, key) != KindOfRow.OF_THE_JOURNAL);
            found.put(store, comparable);
        }
        return found;
    }

    /** Each reply that was remembered of an entry of the journal is remembered, to the byte. */
    private void checkReplies(long seed, Ended run, RestoredCluster restored) {
        var settings = run.cluster().settings();
        for (var journal : restored.journals()) {
            for (var value : journal) {
                var link = read(value);
                var entry = link.entry();
                var home = Partitioning.of(entry.accountId().toKey(), settings.partitions());
                var now = restored.cut().newest();
                // Where several partitions had to be heard, the reply came later, and so was remembered for longer.
                var isTooOld = entry.recordedAt()
                        .isBefore(now.minus(settings.retention().outcomes()));
                if (entry.idempotencyKey().isEmpty() || home != link.partition() || isTooOld) {
                    continue;
                }
                var key = entry.idempotencyKey().get();
                var first = run.cluster()
                        .partition(home)
                        .outcome(entry.accountId(), key, now)
                        .flatMap(RestoreSimulationTest::replyOf);
                // Where a key was used again after it was forgotten, or what it asked for was refused, no entry tells.
                if (first.isPresent() && tells(first.get(), entry)) {
                    var again = restored.partition(home)
                            .outcome(entry.accountId(), key, now)
                            .flatMap(RestoreSimulationTest::replyOf);
                    assertThat(again)
                            .as("seed %d, the reply of %s", seed, entry)
                            .isEqualTo(first);
                    met.merge(entry.type().name(), 1, Integer::sum);
                }
            }
        }
    }

    private static boolean tells(String reply, JournalEntry entry) {
        return SimulatedCluster.FORMATS.replies().read(reply.getBytes(StandardCharsets.UTF_8)) instanceof Completed
                && entry.type() != EntryType.REVERSAL_RESTORED
                // The entry that set it aside tells it, and is remembered for as long as from then on.
                && (entry.type() != EntryType.TRANSFER
                        || entry.facts().stream().anyMatch(Fact.TransferMade.class::isInstance));
    }

    private static Optional<String> replyOf(Outcome outcome) {
        return outcome.state() instanceof Outcome.Answered(var reply)
                ? Optional.of(new String(reply, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    // Copies.

    private static int size(Ended run) {
        return run.committed().size();
    }

    /** A copy whose ends were taken one after the other, while the run went on from this transaction. */
    private static JournalCopy copyOf(Ended run, int begin, Random chance) {
        var settings = run.cluster().settings();
        var journals = new ArrayList<List<byte[]>>();
        for (var partition = 0; partition < settings.partitions(); partition++) {
            var end = Math.min(size(run), begin + chance.nextInt(TRANSACTIONS_APART));
            journals.add(journals(run, end, settings.partitions()).get(partition));
        }
        return copyOf(journals);
    }

    private static List<List<byte[]>> journals(Ended run, int until, int partitions) {
        var journals = new ArrayList<List<byte[]>>();
        for (var partition = 0; partition < partitions; partition++) {
            journals.add(new ArrayList<>());
        }
        for (Committed committed : run.committed().subList(0, until)) {
            committed.sent().stream()
                    .filter(sent -> sent.sink().equals(Sinks.JOURNAL))
                    .forEach(sent -> journals.get(committed.partition()).add(sent.value()));
        }
        return journals;
    }

    private static JournalCopy copyOf(List<List<byte[]>> journals) {
        return new JournalCopy() {
            @Override
            public int partitions() {
                return journals.size();
            }

            @Override
            public void read(LineReader reader) throws IOException {
                for (var partition = 0; partition < journals.size(); partition++) {
                    for (var value : journals.get(partition)) {
                        var link = RestoreSimulationTest.read(value);
                        reader.take(new JournalLine(
                                partition,
                                link.sequence(),
                                link.entry().recordedAt().toEpochMilli(),
                                link.entry().accountId().toKey(),
                                List.of(),
                                value));
                    }
                }
            }
        };
    }

    private static JournalRecord read(byte[] value) {
        return SimulatedCluster.FORMATS.journal().read(value);
    }
}
