package dev.sluice.cli.backup;

import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.restore.JournalLine;
import dev.sluice.ledger.restore.JournalLine.LineHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The journal on a Kafka, that of the ledger or of a mirror: what is committed, from the beginning to where it ended when this was
 * opened. Holds what one poll brings.
 */
public final class KafkaJournal implements JournalCopy {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RECORDS_AT_ONCE = 1_000;

    private final Map<String, Object> clientSettings;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    /**
     * Connects, and fixes the end: what is committed by now is in it.
     *
     * @param clientSettings where Kafka is, and how to speak with it
     * @param topic the journal's
     * @throws IOException where there is no such topic, Kafka doesn't answer, or the beginning is gone
     */
    public KafkaJournal(Map<String, Object> clientSettings, String topic) throws IOException {
        this.clientSettings = Map.copyOf(clientSettings);
        try (var committed = consumer("read_committed");
                var all = consumer("read_uncommitted")) {
            this.partitions = partitionsOf(all, topic);
            for (var beginning : all.beginningOffsets(partitions).entrySet()) {
                if (beginning.getValue() > 0) {
                    throw new IOException("Expected the journal from its beginning, but %s begins at offset %d"
                            .formatted(beginning.getKey(), beginning.getValue()));
                }
            }
            this.ends = committed(committed, all.endOffsets(partitions));
        } catch (KafkaException unreachable) {
            throw new IOException("Expected a journal %s at %s, but Kafka says: %s"
                    .formatted(topic, clientSettings.get("bootstrap.servers"), unreachable.getMessage()));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        var settings = new HashMap<>(clientSettings);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitionsOf(KafkaConsumer<byte[], byte[]> consumer, String topic)
            throws IOException {
        var found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new IOException("Expected a topic %s, but there is none".formatted(topic));
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** The end of what was written by now; a transaction that was open is waited for. */
    private static Map<TopicPartition, Long> committed(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> written) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var committed = consumer.endOffsets(written.keySet());
            if (written.entrySet().stream()
                    .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                return written;
            }
        }
        throw new IOException("Expected all transactions to end within %s, but one stays open".formatted(PATIENCE));
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    /** How many records there are at most: offsets count the marks of transactions too. */
    public long size() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void read(LineReader reader) throws IOException {
        try (var consumer = consumer("read_committed")) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var unfinished = new HashSet<>(partitions);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            unfinished.removeIf(partition -> isRead(consumer, partition));
            while (!unfinished.isEmpty()) {
                var polled = consumer.poll(POLL);
                for (var record : polled) {
                    if (record.offset()
                            < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        reader.take(lineOf(record));
                    }
                }
                if (!polled.isEmpty()) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new IOException("Expected more records within %s, but Kafka sends none of %s"
                            .formatted(PATIENCE, unfinished));
                }
                var ended = unfinished.stream()
                        .filter(partition -> isRead(consumer, partition))
                        .toList();
                unfinished.removeAll(ended);
                consumer.pause(ended);
            }
        } catch (KafkaException unreadable) {
            throw new IOException(
                    "Expected to read the journal to its end, but Kafka says: " + unreadable.getMessage(), unreadable);
        }
    }

    private boolean isRead(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    private static JournalLine lineOf(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.key() == null || record.value() == null) {
            throw new IOException("Expected a journal record with key and value in %s-%d at offset %d"
                    .formatted(record.topic(), record.partition(), record.offset()));
        }
        var headers = new ArrayList<LineHeader>();
        for (var header : record.headers()) {
            headers.add(new LineHeader(header.key(), header.value() == null ? new byte[0] : header.value()));
        }
        return new JournalLine(
                record.partition(), record.offset(), record.timestamp(), record.key(), headers, record.value());
    }
}
