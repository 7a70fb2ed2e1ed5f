package dev.sluice.ledger.topology;

import dev.sluice.ledger.topology.SimulatedPartition.Committed;
import dev.sluice.ledger.topology.SimulatedPartition.Work;
import dev.sluice.ledger.topology.background.TurnTaking;
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

    /** They keep nothing of what they read, so all clusters share them. */
    static final WireFormats FORMATS = WireFormats.create();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopologySettings settings;
    private final List<SimulatedPartition> partitions;
    private Instant now = START;

    SimulatedCluster(TopologySettings settings, Rules rules) {
        this.settings = settings;
        var instance = new LedgerInstance(settings, rules, FORMATS, new LedgerMeters(meters), new TurnTaking(() -> 0));
        this.partitions = IntStream.range(0, settings.partitions())
                .mapToObj(own -> new SimulatedPartition(own, settings, () -> new LedgerProcessor(instance)))
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

    /** A clock of some machine: right, or behind, so that time seems to go back from one machine to the next. */
    Instant someClock(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> now.minusMillis(1);
            case 1 -> now.minus(Duration.ofHours(random.nextInt(48)));
            case 2 -> now.plusMillis(random.nextInt(3_000));
            default -> now;
        };
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
                partition(to)
                        .message(committed.partition(), sent.record().key(), sent.value(), headers, someClock(random));
            }
        }
    }

    /** What the instance's gauge shows. */
    double broadcastsPending() {
        return meters.get("sluice.broadcasts.pending").gauge().value();
    }
}
