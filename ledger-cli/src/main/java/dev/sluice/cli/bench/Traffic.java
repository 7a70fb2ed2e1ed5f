package dev.sluice.cli.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records that were written to topics since it was begun. Records are read and counted, since the offsets between two points count the
 * markers of transactions too. A changelog that was compacted meanwhile shows fewer than there were.
 */
final class Traffic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final String bootstrapServers;
    private final Map<TopicPartition, Long> from;

    private Traffic(String bootstrapServers, Map<TopicPartition, Long> from) {
        this.bootstrapServers = bootstrapServers;
        this.from = from;
    }

    /** The records of one topic. */
    record Amount(long records, long bytes) {

        Amount plus(int size) {
            return new Amount(records + 1, bytes + size);
        }
    }

    static Traffic from(String bootstrapServers, Collection<String> topics) {
        return new Traffic(bootstrapServers, KafkaTopics.ends(bootstrapServers, topics));
    }

    /** By topic, with the size of keys and values before compression. */
    Map<String, Amount> untilNow() {
        var topics =
                from.keySet().stream().map(TopicPartition::topic).distinct().toList();
        var ends = new HashMap<>(KafkaTopics.ends(bootstrapServers, topics));
        ends.entrySet().removeIf(end -> end.getValue() <= from.getOrDefault(end.getKey(), 0L));
        var amounts = new TreeMap<String, Amount>();
        topics.forEach(topic -> amounts.put(topic, new Amount(0, 0)));
        try (var consumer = consumer()) {
            consumer.assign(ends.keySet());
            ends.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    var size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
                    amounts.computeIfPresent(record.topic(), (topic, amount) -> amount.plus(size));
                }
            }
        }
        return amounts;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
