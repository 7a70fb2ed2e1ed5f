package dev.sluice.cli.kafka;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own clients, as the tests of the node use them. */
final class Clients {

    private static final int PARTITIONS = 3;

    private Clients() {}

    static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** Makes the topic as the ledger makes that of its requests, with the broker's own time. */
    static void createTopic(EmbeddedKafka kafka, String topic) throws Exception {
        try (var admin = admin(kafka)) {
            var newTopic = new NewTopic(topic, PARTITIONS, (short) 1)
                    .configs(Map.of("message.timestamp.type", "LogAppendTime"));
            admin.createTopics(List.of(newTopic)).all().get();
            // For the reason that Leaders tells.
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsMatching(Clients::isUnknownTopic)
                    .until(() -> hasLeaders(admin, topic));
        }
    }

    private static boolean hasLeaders(Admin admin, String topic) throws Exception {
        var ends = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().size() == PARTITIONS;
    }

    private static boolean isUnknownTopic(Throwable failure) {
        return failure.getCause() instanceof UnknownTopicOrPartitionException;
    }

    static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    static KafkaProducer<String, String> transactionalProducer(EmbeddedKafka kafka, String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactionalId),
                new StringSerializer(),
                new StringSerializer());
    }

    static KafkaConsumer<String, String> consumer(EmbeddedKafka kafka, Map<String, Object> settings) {
        var all = new HashMap<String, Object>(settings);
        all.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /** Each committed record that the topic holds at the moment of the call. */
    static List<ConsumerRecord<String, String>> committedRecords(EmbeddedKafka kafka, String topic) {
        try (var consumer = consumer(kafka, Map.of("isolation.level", "read_committed"))) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = endsOfWhatIsThere(kafka, partitions);
            // A commit is answered before its marks are written, and until then readers are kept before what it wrote.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> consumer.endOffsets(partitions).entrySet().stream()
                            .allMatch(end -> end.getValue() >= ends.get(end.getKey())));
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The ends of the partitions, with what transactions that have not ended have written. */
    private static Map<TopicPartition, Long> endsOfWhatIsThere(EmbeddedKafka kafka, List<TopicPartition> partitions) {
        try (var consumer = consumer(kafka, Map.of("isolation.level", "read_uncommitted"))) {
            return consumer.endOffsets(partitions);
        }
    }

    static List<String> committedValues(EmbeddedKafka kafka, String topic) {
        return committedRecords(kafka, topic).stream()
                .map(ConsumerRecord::value)
                .toList();
    }
}
