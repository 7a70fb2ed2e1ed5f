package dev.sluice.ledger.runtime;

import dev.sluice.ledger.standstill.Standstills;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** The records that a consumer of the ledger holds back, for tests that have a consumer of their own. */
public final class HeldRecords {

    private static final ConsumerRebalanceListener NONE = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
    };

    private final HeldPartitions held;

    /** The questions to the consumer. */
    public interface Consumer extends HeldPartitions.Fetching {}

    /** Of a consumer that reads these from now on. */
    public HeldRecords(
            Consumer consumer, InstantSource clock, Duration tolerance, Collection<TopicPartition> assigned) {
        this.held = new HeldPartitions(consumer, new Standstills(clock), clock, tolerance);
        held.around(NONE).onPartitionsAssigned(assigned);
    }

    /** To be called before each poll. */
    public void lookAgain() {
        held.lookAgain();
    }

    /** What was fetched, up to where it may go on. */
    public ConsumerRecords<byte[], byte[]> cut(ConsumerRecords<byte[], byte[]> fetched) {
        return held.cut(fetched);
    }
}
