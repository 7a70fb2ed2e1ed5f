package dev.sluice.endtoend;

import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.value.AccountId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The journal of a generated ledger on a real Kafka, each partition a chain of its own. */
final class GeneratedJournal implements AutoCloseable {

    private static final MessageJson<JournalRecord> JSON = MessageJson.ofJournal(LedgerMapper.create());

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final long[] sequences;
    private final String[] hashes;
    private final AtomicReference<Exception> failed = new AtomicReference<>();

    private GeneratedJournal(String bootstrapServers, String topic, int partitions) {
        this.topic = topic;
        this.sequences = new long[partitions];
        this.hashes = new String[partitions];
        Arrays.fill(hashes, JournalRecord.FIRST_PREVIOUS_HASH);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        "5",
                        "batch.size",
                        "262144",
                        // A broker that does not lead the new topic yet sends the first batch back, and takes the
                        // second.
                        "max.in.flight.requests.per.connection",
                        "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Makes the topic. */
    static GeneratedJournal create(String bootstrapServers, String topic, int partitions) {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        return new GeneratedJournal(bootstrapServers, topic, partitions);
    }

    static int partitionOf(AccountId account, int partitions) {
        return BuiltInPartitioner.partitionForKey(account.toKey(), partitions);
    }

    void add(GeneratedLedger.Booked booked) {
        var partition = booked.partition();
        var record = new JournalRecord(partition, sequences[partition]++, hashes[partition], booked.entry());
        var value = JSON.write(record);
        hashes[partition] = HexFormat.of().formatHex(sha256(value));
        var unused = producer.send(
                new ProducerRecord<>(
                        topic, partition, booked.entry().accountId().toKey(), value),
                (place, failure) -> failed.compareAndSet(null, failure));
        requireSent();
    }

    private void requireSent() {
        if (failed.get() != null) {
            throw new AssertionError("Expected the journal to be written", failed.get());
        }
    }

    /** Returns when all is on the broker. */
    void flush() {
        producer.flush();
        requireSent();
    }

    private static byte[] sha256(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
