package dev.sluice.ledger.runtime;

import dev.sluice.ledger.standstill.Passage;
import dev.sluice.ledger.standstill.Standstills;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic-partitions of one consumer that are held back, and what is done about it: what was fetched is cut off at the
 * first record that may not go on, the position goes back to that record, and the topic-partition is paused until it may.
 *
 * <p>Kafka Streams pauses topic-partitions too, while their buffers are full or their tasks are restored. So both say what
 * they want here, and a topic-partition is fetched when neither wants it paused. What was cut off may be forgotten at any
 * time, as where Streams itself goes back: it is found again when it is fetched again.
 *
 * <p>One thread uses it, that of the consumer.
 */
final class HeldPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(HeldPartitions.class);
    private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

    private final Fetching fetching;
    private final Standstills standstills;
    private final InstantSource clock;
    private final Duration tolerance;

    /** The first record of each topic-partition that may not go on. */
    private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

    private final Set<TopicPartition> pausedByStreams = new HashSet<>();

    /** The consumer's calls that are used here. */
    interface Fetching {
        void pause(Collection<TopicPartition> partitions);

        void resume(Collection<TopicPartition> partitions);

        void seek(TopicPartition partition, long offset);
    }

    /** The record that a topic-partition is held at. */
    private record Waiting(long offset, long timestamp, Instant nextLogLine) {}

    /**
     * Of a consumer that holds nothing yet.
     *
     * @param clock what records' times are compared with
     * @param tolerance how far a record's time may be ahead of it
     */
    HeldPartitions(Fetching fetching, Standstills standstills, InstantSource clock, Duration tolerance) {
        this.fetching = fetching;
        this.standstills = standstills;
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /** Lets go on what may go on by now. To be called before each poll. */
    void lookAgain() {
        if (waiting.isEmpty()) {
            return;
        }
        var believedUntil = believedUntil();
        for (var held : List.copyOf(waiting.entrySet())) {
            var partition = held.getKey();
            var first = held.getValue();
            var passage = new Passage(standstills.heldFrom(partition), believedUntil);
            if (passage.believes(first.timestamp())) {
                standstills.believed(partition.topic(), partition.partition());
            }
            if (passage.lets(first.offset(), first.timestamp())) {
                LOG.info("{} goes on from offset {}", partition, first.offset());
                release(partition);
            } else if (!passage.believes(first.timestamp())) {
                waiting.put(partition, told(partition, first));
            }
        }
    }

    /** What was fetched, up to where it may go on. */
    ConsumerRecords<byte[], byte[]> cut(ConsumerRecords<byte[], byte[]> fetched) {
        if (fetched.isEmpty()) {
            return fetched;
        }
        var believedUntil = believedUntil();
        var cut = new HashMap<TopicPartition, Integer>();
        for (var partition : fetched.partitions()) {
            var records = fetched.records(partition);
            standstills.reached(partition, records.getFirst().offset());
            var passage = new Passage(standstills.heldFrom(partition), believedUntil);
            var passing = passage.prefix(records, ConsumerRecord::offset, ConsumerRecord::timestamp);
            if (passing < records.size()) {
                hold(partition, records.get(passing), passage);
                cut.put(partition, passing);
            }
        }
        return cut.isEmpty() ? fetched : cut(fetched, cut);
    }

    /** Streams does not want these now. */
    void pausedByStreams(Collection<TopicPartition> partitions) {
        pausedByStreams.addAll(partitions);
    }

    /**
     * Streams wants these again.
     *
     * @return those that may be fetched
     */
    Collection<TopicPartition> resumedByStreams(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        return waiting.isEmpty()
                ? partitions
                : partitions.stream()
                        .filter(partition -> !waiting.containsKey(partition))
                        .toList();
    }

    /** Streams goes to another place itself: whether anything is held there is found out when it is fetched. */
    void movedByStreams(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            if (waiting.containsKey(partition)) {
                standstills.believed(partition.topic(), partition.partition());
                release(partition);
            }
        }
    }

    /** Streams' own listener, and what is done here when topic-partitions come and go. */
    ConsumerRebalanceListener around(ConsumerRebalanceListener streams) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                forget(partitions);
                standstills.begins(HeldPartitions.this, partitions);
                streams.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                leave(partitions);
                streams.onPartitionsRevoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                leave(partitions);
                streams.onPartitionsLost(partitions);
            }
        };
    }

    /** Nothing is read here any more. */
    void leave() {
        waiting.clear();
        pausedByStreams.clear();
        standstills.ends(this);
    }

    private void leave(Collection<TopicPartition> partitions) {
        forget(partitions);
        standstills.ends(this, partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            waiting.remove(partition);
            pausedByStreams.remove(partition);
        }
    }

    private long believedUntil() {
        return clock.instant().plus(tolerance).toEpochMilli();
    }

    private void hold(TopicPartition partition, ConsumerRecord<byte[], byte[]> first, Passage passage) {
        fetching.seek(partition, first.offset());
        fetching.pause(Set.of(partition));
        var held = new Waiting(first.offset(), first.timestamp(), Instant.MIN);
        if (!passage.believes(first.timestamp())) {
            standstills.ahead(
                    partition.topic(), partition.partition(), first.offset(), Instant.ofEpochMilli(first.timestamp()));
            held = told(partition, held);
        }
        waiting.put(partition, held);
    }

    private void release(TopicPartition partition) {
        waiting.remove(partition);
        if (!pausedByStreams.contains(partition)) {
            fetching.resume(Set.of(partition));
        }
    }

    /** Somebody has to look at the clocks, so it is said again and again, but not at each poll. */
    private Waiting told(TopicPartition partition, Waiting first) {
        var now = clock.instant();
        if (now.isBefore(first.nextLogLine())) {
            return first;
        }
        LOG.error(
                "{} waits at offset {}: its record is of {}, which is {} ahead of this instance's clock and more than"
                    + " the tolerance of {}. It goes on when the clocks agree; if it is this clock that is wrong, set"
                    + " it right",
                partition,
                first.offset(),
                Instant.ofEpochMilli(first.timestamp()),
                Duration.between(now, Instant.ofEpochMilli(first.timestamp())),
                tolerance);
        return new Waiting(first.offset(), first.timestamp(), now.plus(BETWEEN_LOG_LINES));
    }

    /** Streams commits by what it is told comes next, so that is the first record that was cut off. */
    private ConsumerRecords<byte[], byte[]> cut(
            ConsumerRecords<byte[], byte[]> fetched, Map<TopicPartition, Integer> passing) {
        var records = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var next = new HashMap<>(fetched.nextOffsets());
        for (var partition : fetched.partitions()) {
            var all = fetched.records(partition);
            var count = passing.getOrDefault(partition, all.size());
            if (count > 0) {
                records.put(partition, all.subList(0, count));
            }
            if (count == 0) {
                next.remove(partition);
            } else if (count < all.size()) {
                next.put(
                        partition,
                        new OffsetAndMetadata(
                                all.get(count).offset(), all.get(count - 1).leaderEpoch(), ""));
            }
        }
        return new ConsumerRecords<>(records, next);
    }
}
