package dev.sluice.ledger.standstill;

import dev.sluice.ledger.standstill.Standstill.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The register of the partitions that stand still. Who works on records reports what fails, who fetches records asks how far
 * to go, and health shows what stands still of the partitions that this instance reads.
 *
 * <p>What fails is tried {@value #TRIES} times in a row, since a fault may pass; then it is held, and the record's
 * topic-partition with it. Nothing is skipped: it is held until the process starts again, or the record has been applied
 * elsewhere. A healthy record costs no call.
 */
public final class Standstills {

    static final int TRIES = 3;

    private static final Comparator<Standstill> IN_ORDER = Comparator.comparingInt(Standstill::partition)
            .thenComparing(Standstill::reason)
            .thenComparing(standstill -> standstill.topic().orElse(""));

    private final InstantSource clock;
    private final Map<TopicPartition, Failing> records = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Early> early = new ConcurrentHashMap<>();
    private final Map<Integer, Trouble> notBegun = new ConcurrentHashMap<>();
    private final Map<Integer, Failing> background = new ConcurrentHashMap<>();

    /** By whom each topic-partition is read in this process now. */
    private final Map<TopicPartition, Object> readers = new ConcurrentHashMap<>();

    /** The latest fault in a row of them, and the time of the first. */
    private record Trouble(Instant since, String fault) {}

    /** A failure that has repeated so many times in a row; the offset names the record, where it is one. */
    private record Failing(long offset, int times, Trouble trouble) {

        Failing again(Trouble latest) {
            return new Failing(offset, times + 1, new Trouble(trouble.since(), latest.fault()));
        }

        boolean isHeld() {
            return times >= TRIES;
        }
    }

    /** A record that is too far ahead of this instance's clock. */
    private record Early(long offset, Instant timestamp, Trouble trouble) {}

    /** An empty register, for an instance that goes by this clock. */
    public Standstills(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Applying a record broke, so that the transaction ends and the record comes again.
     *
     * @return whether it is held from now on, so that it does not come again
     */
    public boolean failed(String topic, int partition, long offset, Throwable fault) {
        var trouble = troubleOf(fault);
        return records.merge(
                        new TopicPartition(topic, partition),
                        new Failing(offset, 1, trouble),
                        (before, first) -> before.offset() == offset ? before.again(trouble) : first)
                .isHeld();
    }

    /** The task of a partition could not begin: no record of any topic can be taken for it, until one begins. */
    public void failedToBegin(int partition, Throwable fault) {
        notBegun.put(partition, troubleOf(fault));
    }

    /** The task of a partition has begun. */
    public void began(int partition) {
        notBegun.remove(partition);
    }

    /**
     * What a partition does without a record broke, so that the transaction ends and it is done again.
     *
     * @return whether it is to be left undone from now on
     */
    public boolean failedInBackground(int partition, Throwable fault) {
        var trouble = troubleOf(fault);
        return background
                .merge(partition, new Failing(-1, 1, trouble), (before, first) -> before.again(trouble))
                .isHeld();
    }

    /** What a partition does without a record has been done. */
    public void workedInBackground(int partition) {
        if (!background.isEmpty()) {
            background.remove(partition);
        }
    }

    /** Whether what a partition does without a record is to be left undone. */
    public boolean restsInBackground(int partition) {
        var failing = background.get(partition);
        return failing != null && failing.isHeld();
    }

    /** A record's time is not believed yet, so it waits, and all after it. */
    public void ahead(String topic, int partition, long offset, Instant timestamp) {
        var now = now();
        var fault = "The record is of %s, and the clock of this instance was at %s".formatted(timestamp, now);
        early.put(new TopicPartition(topic, partition), new Early(offset, timestamp, new Trouble(now, fault)));
    }

    /** The times of a topic-partition's records are believed again. */
    public void believed(String topic, int partition) {
        early.remove(new TopicPartition(topic, partition));
    }

    /** From which offset on nothing of a topic-partition can be taken; {@link Passage#NOTHING_HELD} where all can. */
    public long heldFrom(TopicPartition partition) {
        if (notBegun.containsKey(partition.partition())) {
            return Long.MIN_VALUE;
        }
        var record = records.get(partition);
        return record != null && record.isHeld() ? record.offset() : Passage.NOTHING_HELD;
    }

    /** Records of a topic-partition have come, of which this is the first: one that failed before it was applied after all. */
    public void reached(TopicPartition partition, long offset) {
        if (!records.isEmpty()) {
            records.computeIfPresent(partition, (same, record) -> record.offset() < offset ? null : record);
        }
    }

    /** Why records of a topic-partition are not taken, if they are not. */
    public Optional<Standstill> held(String topic, int partition) {
        return ofTask(partition).or(() -> ofRecords(new TopicPartition(topic, partition)));
    }

    /** All that stands still of what this instance reads, by partition. */
    public List<Standstill> all() {
        var partitions =
                readers.keySet().stream().map(TopicPartition::partition).distinct();
        return Stream.concat(
                        partitions.flatMap(partition ->
                                Stream.concat(ofTask(partition).stream(), ofBackground(partition).stream())),
                        readers.keySet().stream()
                                .filter(read -> !notBegun.containsKey(read.partition()))
                                .flatMap(read -> ofRecords(read).stream()))
                .sorted(IN_ORDER)
                .toList();
    }

    /** How far the most advanced record that waits for its time is ahead of this instance's clock; zero where none waits. */
    public Duration furthestAhead() {
        var now = now();
        return early.entrySet().stream()
                .filter(waiting -> readers.containsKey(waiting.getKey()))
                .map(waiting -> Duration.between(now, waiting.getValue().timestamp()))
                .filter(Duration::isPositive)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Topic-partitions are read here from now on. Whether their records' times are believed is found out anew. */
    public void begins(Object reader, Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            readers.put(partition, reader);
            early.remove(partition);
        }
    }

    /** Topic-partitions are not read by this reader any more; by another one of this process, perhaps. */
    public void ends(Object reader, Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            readers.remove(partition, reader);
        }
    }

    /** Nothing is read by this reader any more. */
    public void ends(Object reader) {
        readers.values().removeIf(reader::equals);
    }

    private Trouble troubleOf(Throwable fault) {
        return new Trouble(now(), Fault.nameOf(fault));
    }

    /** As precise as the times of records. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<Standstill> ofTask(int partition) {
        return Optional.ofNullable(notBegun.get(partition))
                .map(trouble -> ofPartition(partition, Reason.CANNOT_BEGIN, trouble));
    }

    private Optional<Standstill> ofBackground(int partition) {
        return Optional.ofNullable(background.get(partition))
                .filter(Failing::isHeld)
                .map(failing -> ofPartition(partition, Reason.BACKGROUND_FAILS, failing.trouble()));
    }

    private Optional<Standstill> ofRecords(TopicPartition read) {
        return Optional.ofNullable(records.get(read))
                .filter(Failing::isHeld)
                .map(failing -> ofRecord(read, failing.offset(), Reason.RECORD_FAILS, failing.trouble()))
                .or(() -> Optional.ofNullable(early.get(read))
                        .map(waiting -> ofRecord(read, waiting.offset(), Reason.AHEAD_OF_CLOCK, waiting.trouble())));
    }

    private static Standstill ofPartition(int partition, Reason reason, Trouble trouble) {
        return new Standstill(
                Optional.empty(), partition, OptionalLong.empty(), trouble.since(), reason, trouble.fault());
    }

    private static Standstill ofRecord(TopicPartition read, long offset, Reason reason, Trouble trouble) {
        return new Standstill(
                Optional.of(read.topic()),
                read.partition(),
                OptionalLong.of(offset),
                trouble.since(),
                reason,
                trouble.fault());
    }
}
