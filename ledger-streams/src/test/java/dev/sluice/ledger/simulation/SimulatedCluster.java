package dev.sluice.ledger.simulation;

import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.simulation.SimulatedPartition.Work;
import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.topology.LedgerProcessors;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Partitioning;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The partitions of a ledger, and what they send each other, without Kafka. A message is seen when its sender has committed.
 * Those of one partition to another arrive in the order of sending; between senders, and between messages and requests, there
 * is no order at all. That is less than Kafka's topics keep, so what holds here holds there.
 *
 * <p>Nothing here knows what is in a message.
 */
final class SimulatedCluster {

    static final Instant START = Instant.parse("2024-06-01T00:00:00Z");

    private static final int MACHINES = 3;

    /** They keep nothing of what they read, so all clusters share them. */
    static final WireFormats FORMATS = WireFormats.create();

    private final OpenWork openWork = new OpenWork();
    private final TopologySettings settings;
    private final List<SimulatedPartition> partitions;

    /** What the machines' clocks say on which partitions are served; each task that is opened is on the next of them. */
    private final List<SimulatedClock> machines = IntStream.range(0, MACHINES)
            .mapToObj(machine -> new SimulatedClock(this::now))
            .toList();

    private final SimulatedClock broker = new SimulatedClock(this::now);
    private int opened;
    private Instant now = START;
    private Instant latestStamp = START;

    SimulatedCluster(TopologySettings settings, Rules rules) {
        this.settings = settings;
        var processors =
                LedgerProcessors.of(settings, rules, FORMATS, new LedgerMeters(new SimpleMeterRegistry()), openWork);
        this.partitions = IntStream.range(0, settings.partitions())
                .mapToObj(own -> new SimulatedPartition(own, settings, processors, this::nextMachine))
                .toList();
    }

    TopologySettings settings() {
        return settings;
    }

    List<SimulatedPartition> partitions() {
        return partitions;
    }

    SimulatedPartition partition(int own) {
        return partitions.get(own);
    }

    /** The partition that serves an account. */
    int home(AccountId account) {
        return Partitioning.of(account.toKey(), settings.partitions());
    }

    Instant now() {
        return now;
    }

    void turnClockBy(Duration step) {
        now = now.plus(step);
    }

    private SimulatedClock nextMachine() {
        return machines.get(opened++ % MACHINES);
    }

    /** From now on the clock of one machine, or that of the brokers, is wrong by so much. */
    void setSomeClock(Duration offBy, Random random) {
        var chosen = random.nextInt(MACHINES + 1);
        (chosen == MACHINES ? broker : machines.get(chosen)).setOffBy(offBy);
    }

    /** All clocks are right, and it is as late as any of them has said. */
    void setAllClocksRight() {
        broker.setOffBy(Duration.ZERO);
        machines.forEach(machine -> machine.setOffBy(Duration.ZERO));
        now = latestStamp.isAfter(now) ? latestStamp : now;
    }

    /** The time that a broker stamps: of some of them it is behind, so that time seems to go back from one to the next. */
    Instant stamp(Random random) {
        var right = broker.instant();
        var stamp = switch (random.nextInt(12)) {
            case 0 -> right.minusMillis(1);
            case 1 -> right.minus(Duration.ofHours(random.nextInt(48)));
            case 2 -> right.plusMillis(random.nextInt(3_000));
            default -> right;
        };
        latestStamp = stamp.isAfter(latestStamp) ? stamp : latestStamp;
        return stamp;
    }

    /** Appends a request to a partition of its topic, which may be another than that of its account. */
    void send(int partition, Request request, Headers headers, Instant at) {
        partition(partition)
                .request(request.accountId().toKey(), FORMATS.requests().write(request), headers, at);
    }

    /** Lets a partition do something in a transaction, and carries what it sent to the other partitions. */
    Optional<Committed> transaction(
            int partition, Work work, Optional<Integer> effectsMax, boolean crashes, Random random) {
        var committed = partition(partition).transaction(work, effectsMax, crashes);
        committed.ifPresent(done -> carry(done, random));
        return committed;
    }

    private void carry(Committed committed, Random random) {
        for (var sent : committed.sent()) {
            if (sent.sink().equals(Sinks.EXCHANGE)) {
                var to = sent.record().value().partition().orElseThrow();
                var headers = new RecordHeaders(sent.record().headers());
                partition(to).message(committed.partition(), sent.record().key(), sent.value(), headers, stamp(random));
            }
        }
    }

    /** What the instance shows of what waits. */
    OpenWork openWork() {
        return openWork;
    }
}
