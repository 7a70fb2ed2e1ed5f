package dev.sluice.history.writer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An instance's word on how it gets on, for its health and its metrics. */
public final class WriterStatus {

    private final Map<Integer, Long> lags = new ConcurrentHashMap<>();
    private final Map<Integer, String> stopped = new ConcurrentHashMap<>();
    private final Map<Thread, String> troubles = new ConcurrentHashMap<>();
    private final Counter entries;

    public WriterStatus(MeterRegistry meters) {
        entries = Counter.builder("sluice.history.entries")
                .description("Entries written to the tables")
                .register(meters);
        Gauge.builder("sluice.history.lag", this, status -> status.lag())
                .description("Records of the journal that this instance has still to read")
                .register(meters);
        Gauge.builder("sluice.history.partitions.stopped", stopped, Map::size)
                .description("Partitions that are read no further, because a record can't be believed")
                .register(meters);
        Gauge.builder("sluice.history.troubled", troubles, Map::size)
                .description("Readers that can't work, because Kafka or the database does not answer")
                .register(meters);
    }

    /**
     * The health report.
     *
     * @param status {@code up}, or {@code degraded} where history is not kept up to date: the ledger goes on without it
     * @param lag how many records this instance has still to read
     * @param stopped the partitions that are read no further, and why
     * @param trouble why it can't work at all just now
     */
    public record Report(String status, long lag, Map<Integer, String> stopped, Optional<String> trouble) {}

    public Report report() {
        var trouble = troubles.values().stream().findFirst();
        var isUp = stopped.isEmpty() && trouble.isEmpty();
        return new Report(isUp ? "up" : "degraded", lag(), new TreeMap<>(stopped), trouble);
    }

    /** How many records this instance has still to read, as it last saw. */
    public long lag() {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }

    void wrote(int count) {
        entries.increment(count);
    }

    void lag(int partition, long records) {
        lags.put(partition, records);
    }

    void stopped(int partition, String reason) {
        stopped.put(partition, reason);
    }

    /** Another instance has the partition, or this one begins with it again. */
    void forget(int partition) {
        lags.remove(partition);
        stopped.remove(partition);
    }

    void troubled(String why) {
        troubles.put(Thread.currentThread(), why);
    }

    void works() {
        troubles.remove(Thread.currentThread());
    }
}
