package dev.sluice.cli.bench;

import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.MessageJson;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The ledger asked over its topics for what is not measured: the catalogue before, the balances afterwards. */
final class LedgerTopics implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final RequestJson requests = new RequestJson(LedgerMapper.create());
    private final MessageJson<Reply> replies = MessageJson.ofReplies(LedgerMapper.create());
    private final String requestsTopic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    LedgerTopics(String bootstrapServers, String requestsTopic, String repliesTopic) {
        this.requestsTopic = requestsTopic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(repliesTopic).stream()
                .map(partition -> new TopicPartition(repliesTopic, partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /**
     * The results of all, by their keys, once all are answered.
     *
     * @throws IllegalStateException where one is refused, or not answered
     */
    Map<String, Result> ask(Collection<Request> asked) {
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
        var answered = new HashMap<String, Result>();
        for (var request : asked) {
            var unused = producer.send(
                    new ProducerRecord<>(requestsTopic, request.accountId().toKey(), requests.write(request)));
        }
        producer.flush();
        var keys = new HashMap<String, Request>();
        asked.forEach(request -> keys.put(request.idempotencyKey().value(), request));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (answered.size() < keys.size()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Expected %d answers, but got %d within %s".formatted(keys.size(), answered.size(), PATIENCE));
            }
            for (var reply : consumer.poll(POLL)) {
                var key = keyOf(reply);
                if (keys.containsKey(key)) {
                    answered.put(key, resultOf(reply));
                }
            }
        }
        return answered;
    }

    private Result resultOf(ConsumerRecord<byte[], byte[]> reply) {
        return switch (replies.read(reply.value())) {
            case Completed completed -> completed.result();
            case Refused refused ->
                throw new IllegalStateException("Expected the ledger to agree, but it says " + refused.rejection());
        };
    }

    private static String keyOf(ConsumerRecord<byte[], byte[]> reply) {
        var header = reply.headers().lastHeader(Headers.IDEMPOTENCY_KEY);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
    }
}
