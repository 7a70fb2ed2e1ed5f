package dev.sluice.cli.bench.load;

import dev.sluice.schema.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Another service's way in: a producer of requests, and a reader of committed replies. */
final class TopicCaller implements CallSender {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int POLL_RECORDS_MAX = 10_000;

    private final String requests;
    private final String keys;
    private final Listener listener;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** When this returns, no reply to what is sent later can be missed. */
    TopicCaller(Door.Topics topics, String keys, Listener listener) {
        this.requests = topics.requests();
        this.keys = keys;
        this.listener = listener;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        topics.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        topics.lingerMs(),
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        BATCH_BYTES,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        topics.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        POLL_RECORDS_MAX),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        assign(topics.replies());
        producer.partitionsFor(requests);
        this.reader = Thread.ofPlatform().name("replies").daemon().start(this::read);
    }

    private void assign(String replies) {
        var partitions = consumer.partitionsFor(replies).stream()
                .map(partition -> new TopicPartition(replies, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @Override
    public void send(long number, Call call) {
        var sent = new ProducerRecord<>(requests, bytes(call.account()), bytes(call.record(keys + number)));
        var unused = producer.send(sent, (place, failure) -> {
            if (failure == null) {
                listener.accepted(number);
            } else {
                listener.failed(number, failure.getClass().getSimpleName());
            }
        });
    }

    private void read() {
        try {
            while (!closing.get()) {
                for (var reply : consumer.poll(POLL)) {
                    deliver(reply);
                }
            }
        } catch (WakeupException closed) {
            // As it was told to.
        }
    }

    private void deliver(ConsumerRecord<byte[], byte[]> reply) {
        var key = header(reply, Headers.IDEMPOTENCY_KEY);
        if (key.startsWith(keys)) {
            var status = header(reply, Headers.STATUS);
            listener.answered(
                    Long.parseLong(key, keys.length(), key.length(), 10),
                    status.equals(Headers.STATUS_COMPLETED) ? "" : status);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> reply, String name) {
        var header = reply.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closing.set(true);
        consumer.wakeup();
        try {
            reader.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close(Duration.ofSeconds(1));
    }

    /** What the load writes is ASCII, which this turns into bytes as it is. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
