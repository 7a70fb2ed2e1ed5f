package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.restore.Cut;
import dev.sluice.ledger.restore.CutFinder;
import dev.sluice.ledger.restore.FoldTopology;
import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.restore.JournalLine;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.simulation.SimulatedPartition.Work;
import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.store.Pending;
import dev.sluice.ledger.topology.LedgerProcessors;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Outgoing;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.SystemAccount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * A cluster that was made of a copy of a journal: its partitions have folded it, and then run as those of any other ledger. What
 * they book from then on is kept with what they were given.
 */
final class RestoredCluster {

    private static final int ROUNDS_MAX = 10_000;

    private final Cut cut;
    private final List<SimulatedPartition> partitions;
    private final List<List<byte[]>> journals = new ArrayList<>();
    private final List<Committed> afterwards = new ArrayList<>();
    private final Random random;
    private final Instant now;
    private boolean folding = true;

    /** The messages that the fold leaves: they are read when the ledger runs. */
    private final List<Runnable> told = new ArrayList<>();

    private RestoredCluster(TopologySettings settings, JournalCopy copy, Random random) throws IOException {
        this.random = random;
        this.cut = CutFinder.of(copy, read -> {});
        this.now = cut.newest().plus(Duration.ofSeconds(1));
        Supplier<Processor<byte[], byte[], byte[], Outgoing>> ledgers = LedgerProcessors.of(
                settings,
                Rules.ofTheLedger(),
                SimulatedCluster.FORMATS,
                new LedgerMeters(new SimpleMeterRegistry()),
                new OpenWork());
        this.partitions = IntStream.range(0, settings.partitions())
                .mapToObj(own -> new SimulatedPartition(
                        own,
                        settings,
                        () -> folding ? FoldTopology.processor(settings, cut) : ledgers.get(),
                        () -> new SimulatedClock(() -> now)))
                .toList();
    }

    /** Restores a cluster of a copy. Nothing that its partitions tell each other has arrived yet. */
    static RestoredCluster of(TopologySettings settings, JournalCopy copy, Random random) throws IOException {
        var cluster = new RestoredCluster(settings, copy, random);
        cluster.fold(copy);
        return cluster;
    }

    private void fold(JournalCopy copy) throws IOException {
        partitions.forEach(partition -> {
            journals.add(new ArrayList<>());
            partition.open();
        });
        copy.read(line -> {
            var journal = journals.get(line.partition());
            if (journal.size() < cut.entries().get(line.partition())) {
                journal.add(line.value());
                give(line);
            }
        });
        partitions.forEach(SimulatedPartition::close);
        folding = false;
        told.forEach(Runnable::run);
        partitions.forEach(SimulatedPartition::open);
    }

    private void give(JournalLine line) {
        var partition = partitions.get(line.partition());
        partition.request(line.key(), line.value(), new RecordHeaders(), Instant.ofEpochMilli(line.timestamp()));
        transaction(partition, task -> task.process(1, random));
    }

    private void transaction(SimulatedPartition partition, Work work) {
        var committed = partition.transaction(work, Optional.empty(), false).orElseThrow();
        if (!folding) {
            afterwards.add(committed);
        }
        for (var sent : committed.sent()) {
            switch (sent.sink()) {
                case Sinks.EXCHANGE -> {
                    var to = partitions.get(sent.record().value().partition().orElseThrow());
                    var headers = new RecordHeaders(sent.record().headers());
                    Runnable arrives =
                            () -> to.message(partition.own(), sent.record().key(), sent.value(), headers, now);
                    if (folding) {
                        told.add(arrives);
                    } else {
                        arrives.run();
                    }
                }
                case Sinks.JOURNAL -> journals.get(partition.own()).add(sent.value());
                default -> {
                    // Replies and the catalogue change nothing here.
                }
            }
        }
    }

    /** Everything arrives, and what follows from it. */
    void deliverAll() {
        for (var rounds = 0; ; rounds++) {
            BrokenInvariant.unless(rounds < ROUNDS_MAX, "What was on its way comes to an end", rounds);
            var ready = partitions.stream()
                    .filter(partition -> partition.hasIncoming() || partition.hasPostponed())
                    .toList();
            if (ready.isEmpty()) {
                return;
            }
            var partition = ready.get(random.nextInt(ready.size()));
            transaction(partition, partition.hasIncoming() ? task -> task.process(20, random) : task -> task.turn(now));
        }
    }

    Cut cut() {
        return cut;
    }

    SimulatedPartition partition(int own) {
        return partitions.get(own);
    }

    /** The transactions since it began to run. */
    List<Committed> afterwards() {
        return afterwards;
    }

    /** The values of each partition's journal, with what was booked since. */
    List<List<byte[]>> journals() {
        return journals;
    }

    /** SYSTEM_TRANSIT over all partitions, where it is not zero. */
    Map<AssetId, Amount> inTransit() {
        var sums = new HashMap<AssetId, Amount>();
        for (var partition : partitions) {
            var view = partition.view();
            for (var asset : all(view.assets(Optional.empty()))) {
                view.systemBalance(SystemAccount.SYSTEM_TRANSIT, asset.id())
                        .ifPresent(amount -> sums.merge(asset.id(), amount, Amount::plus));
            }
        }
        sums.values().removeIf(Amount::isZero);
        return sums;
    }

    /** How many rows tell that something is on its way. */
    int pending() {
        return partitions.stream()
                .mapToInt(partition -> Arrays.stream(Pending.values())
                        .mapToInt(kind -> all(partition.view().allPending(kind)).size())
                        .sum())
                .sum();
    }

    private static <T> List<T> all(Cursor<T> cursor) {
        var found = new ArrayList<T>();
        try (cursor) {
            while (cursor.hasNext()) {
                found.add(cursor.next());
            }
        }
        return found;
    }
}
