package dev.sluice.endtoend;

import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts requests on the topic as fast as it takes them, and waits for no answer. */
final class ManyRequests implements AutoCloseable {

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final RequestJson json = new RequestJson(LedgerMapper.create());
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    ManyRequests(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Under a key of its own, which is told. */
    IdempotencyKey send(AccountId account, Operation operation) {
        var key = IdempotencyKey.of("many-" + KEYS.incrementAndGet());
        send(new Request(account, key, operation));
        return key;
    }

    void send(Request request) {
        var value = json.write(request);
        var unused =
                producer.send(new ProducerRecord<>(topic, request.accountId().toKey(), value), (sent, failed) -> {
                    if (failed != null) {
                        failure.set(failed);
                    }
                });
    }

    /** When this returns, all are on the topic. */
    @Override
    public void close() {
        producer.close();
        if (failure.get() != null) {
            throw new AssertionError("Expected every request to be taken", failure.get());
        }
    }
}
