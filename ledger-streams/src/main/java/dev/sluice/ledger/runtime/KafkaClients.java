package dev.sluice.ledger.runtime;

import dev.sluice.ledger.commit.QuietThreads;
import dev.sluice.ledger.standstill.Watch;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients that Kafka Streams works with: its usual ones, but for the consumer of requests and messages, which holds back
 * what may not be applied.
 *
 * @param watch what is held back, and the clock that records' times are compared with
 * @param tolerance how far a record's time may be ahead of that clock
 * @param threads which of them has something to commit
 * @param stopping whether the instance stops
 */
record KafkaClients(Watch watch, Duration tolerance, QuietThreads threads, BooleanSupplier stopping)
        implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new HoldingConsumer(settings, watch, tolerance, threads, stopping);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return usual(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return usual(settings);
    }

    private static Consumer<byte[], byte[]> usual(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
