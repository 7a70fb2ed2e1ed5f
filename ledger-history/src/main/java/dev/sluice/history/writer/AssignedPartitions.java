package dev.sluice.history.writer;

import dev.sluice.history.journal.BrokenJournalException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that the group has given to one consumer, with their writers. */
final class AssignedPartitions implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(AssignedPartitions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final DataSource database;
    private final Partitioning partitioning;
    private final WriterStatus status;
    private final Clock clock;
    private final Months months = new Months();
    private final Map<TopicPartition, PartitionWriter> writers = new HashMap<>();

    AssignedPartitions(
            Consumer<byte[], byte[]> consumer,
            DataSource database,
            Partitioning partitioning,
            WriterStatus status,
            Clock clock) {
        this.consumer = consumer;
        this.database = database;
        this.partitioning = partitioning;
        this.status = status;
        this.clock = clock;
    }

    /** Takes each partition in the database, and begins where that says, whatever Kafka remembers of the group. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        for (var partition : assigned) {
            try {
                var writer = PartitionWriter.take(database, months, partitioning, partition.partition());
                status.forget(partition.partition());
                writers.put(partition, writer);
                consumer.seek(partition, writer.nextOffset());
            } catch (SQLException failed) {
                throw new IllegalStateException(
                        "Partition %d can't be taken: %s".formatted(partition.partition(), failed.getMessage()),
                        failed);
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> {
            writers.remove(partition);
            status.forget(partition.partition());
        });
    }

    /**
     * Writes what was read, each partition for itself.
     *
     * @throws LostPartitionException where another writer has taken one: then the group is asked anew whose it is
     */
    void write(ConsumerRecords<byte[], byte[]> records) throws SQLException {
        for (var partition : records.partitions()) {
            var writer = writers.get(partition);
            if (writer != null) {
                write(partition, writer, records.records(partition));
            }
        }
    }

    private void write(TopicPartition partition, PartitionWriter writer, List<ConsumerRecord<byte[], byte[]>> records)
            throws SQLException {
        var before = writer.position().nextSequence();
        try {
            writer.write(records.stream().map(AssignedPartitions::read).toList());
        } catch (BrokenJournalException notBelieved) {
            stop(partition, writer, String.valueOf(notBelieved.getMessage()));
        }
        status.wrote(Math.toIntExact(writer.position().nextSequence() - before));
    }

    /** A record without a value is as little a link of the journal as an empty one. */
    private static PartitionWriter.Read read(ConsumerRecord<byte[], byte[]> record) {
        return new PartitionWriter.Read(record.offset(), record.value() == null ? new byte[0] : record.value());
    }

    private void stop(TopicPartition partition, PartitionWriter writer, String reason) throws SQLException {
        LOG.error("Partition {} of the journal is read no further: {}", partition.partition(), reason);
        writers.remove(partition);
        consumer.pause(List.of(partition));
        status.stopped(partition.partition(), reason);
        writer.stop(clock.instant(), reason);
    }

    /** Looks how much there is still to read, and notes where there is nothing. */
    void lookAtEnds() throws SQLException {
        if (writers.isEmpty()) {
            return;
        }
        // Before Kafka is asked: what is booked while it answers is not known yet.
        Instant asked = clock.instant();
        var ends = consumer.endOffsets(writers.keySet());
        try (var connection = database.getConnection()) {
            for (var writer : writers.entrySet()) {
                var partition = writer.getKey();
                var lag = Math.max(0, ends.getOrDefault(partition, 0L) - consumer.position(partition));
                status.lag(partition.partition(), lag);
                if (lag == 0) {
                    PendingTransfers.settle(connection, partition.partition());
                    Positions.seenAtEnd(connection, writer.getValue().position(), asked);
                }
            }
            connection.commit();
        }
    }
}
