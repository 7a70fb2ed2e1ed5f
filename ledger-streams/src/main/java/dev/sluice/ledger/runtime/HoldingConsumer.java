package dev.sluice.ledger.runtime;

import dev.sluice.ledger.commit.QuietThreads;
import dev.sluice.ledger.standstill.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer by which a thread of Kafka Streams reads requests and messages: one that hands on no record which may not be
 * applied, so that a task never has to refuse one. {@link HeldPartitions} has what is held back; this has what Streams asks
 * of a consumer, which is all that is said to both.
 */
final class HoldingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final HeldPartitions held;
    private final QuietThreads threads;
    private final BooleanSupplier stopping;

    /**
     * A consumer that holds nothing yet.
     *
     * @param threads are told when nothing came, and tell how long to wait
     * @param stopping whether the instance stops, and not only this thread
     */
    HoldingConsumer(
            Map<String, Object> settings,
            Watch watch,
            Duration tolerance,
            QuietThreads threads,
            BooleanSupplier stopping) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.held = new HeldPartitions(new Underlying(), watch.standstills(), watch.clock(), tolerance);
        this.threads = threads;
        this.stopping = stopping;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        held.lookAgain();
        var records = held.cut(super.poll(threads.patience(timeout)));
        threads.polled(records.isEmpty());
        return records;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        super.pause(partitions);
        held.pausedByStreams(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(held.resumedByStreams(partitions));
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        super.seek(partition, offset);
        held.movedByStreams(Set.of(partition));
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        super.seek(partition, offset);
        held.movedByStreams(Set.of(partition));
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        super.seekToBeginning(partitions);
        held.movedByStreams(partitions);
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        super.seekToEnd(partitions);
        held.movedByStreams(partitions);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, held.around(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, held.around(listener));
    }

    @Override
    public void unsubscribe() {
        super.unsubscribe();
        held.leave();
    }

    /**
     * An instance that stops stays in the group, so that it has its partitions at once when it is back. But a thread that ended
     * has a successor with another name, and while the group waited for it, 6 s, none of its partitions would be served.
     */
    @Override
    public void close(CloseOptions how) {
        super.close(
                stopping.getAsBoolean()
                        ? how
                        : CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        held.leave();
    }

    /** This consumer without what is held back. */
    private final class Underlying implements HeldPartitions.Fetching {

        @Override
        public void pause(Collection<TopicPartition> partitions) {
            HoldingConsumer.super.pause(partitions);
        }

        @Override
        public void resume(Collection<TopicPartition> partitions) {
            HoldingConsumer.super.resume(partitions);
        }

        @Override
        public void seek(TopicPartition partition, long offset) {
            HoldingConsumer.super.seek(partition, offset);
        }
    }
}
