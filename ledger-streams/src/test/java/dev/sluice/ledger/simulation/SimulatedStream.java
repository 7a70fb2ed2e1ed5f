package dev.sluice.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records on their way to a partition that come in the order of sending: its requests, or the messages of one other partition.
 * Those of Kafka's exchange topic are in one order; here there is none between two senders.
 */
final class SimulatedStream {

    private final TopicPartition name;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int committed;
    private int position;
    private boolean isPaused;

    SimulatedStream(TopicPartition name) {
        this.name = name;
    }

    TopicPartition name() {
        return name;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    /** The records of which no transaction that read them was committed. */
    List<ConsumerRecord<byte[], byte[]>> onTheirWay() {
        return records.subList(committed, records.size());
    }

    boolean hasNext() {
        return !isPaused && position < records.size();
    }

    boolean isHeld() {
        return isPaused;
    }

    ConsumerRecord<byte[], byte[]> next() {
        return records.get(position++);
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
    }

    void seek(long offset) {
        while (records.get(position - 1).offset() > offset) {
            position--;
        }
        position--;
    }

    /** What was read is done. */
    void commit() {
        committed = position;
    }

    /** What was read since the last commit is read again. */
    void rollBack() {
        position = committed;
    }
}
