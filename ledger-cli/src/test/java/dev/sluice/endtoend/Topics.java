package dev.sluice.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Plain Kafka clients, as another team would use them. */
final class Topics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration POLL = Duration.ofMillis(100);

    private Topics() {}

    /** All committed records of a topic that are there now. */
    static List<ConsumerRecord<byte[], byte[]>> readAll(String bootstrapServers, String topic) {
        try (var consumer = fromTheBeginning(bootstrapServers, topic)) {
            // What a running ledger adds meanwhile is of no interest: there must be an end.
            var ends = consumer.endOffsets(consumer.assignment());
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** The first committed record, from the beginning, that is looked for; waits for it. */
    static ConsumerRecord<byte[], byte[]> await(
            String bootstrapServers, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (var consumer = fromTheBeginning(bootstrapServers, topic)) {
            return Awaitility.await("a record of " + topic)
                    .dontCatchUncaughtExceptions()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .pollInSameThread()
                    .until(
                            () -> {
                                for (var record : consumer.poll(POLL)) {
                                    if (wanted.test(record)) {
                                        return record;
                                    }
                                }
                                return null;
                            },
                            found -> found != null);
        }
    }

    static RecordMetadata produce(String bootstrapServers, ProducerRecord<byte[], byte[]> record) {
        var settings = new Properties();
        settings.putAll(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
        try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sets something of topics, and returns when the brokers go by it; what is set to nothing has the brokers' default. */
    static void alter(String bootstrapServers, Collection<String> topics, Map<String, Optional<String>> settings) {
        try (var admin = admin(bootstrapServers)) {
            var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
            for (var topic : topics) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        settings.entrySet().stream().map(Topics::operation).toList());
            }
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        for (var topic : topics) {
            settings.forEach((name, value) -> value.ifPresent(
                    set -> Awaitility.await().until(() -> setting(bootstrapServers, topic, name), set::equals)));
        }
    }

    static String setting(String bootstrapServers, String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = admin(bootstrapServers)) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    private static AlterConfigOp operation(Map.Entry<String, Optional<String>> setting) {
        return setting.getValue()
                .map(value -> new AlterConfigOp(new ConfigEntry(setting.getKey(), value), AlterConfigOp.OpType.SET))
                .orElseGet(() -> new AlterConfigOp(new ConfigEntry(setting.getKey(), ""), AlterConfigOp.OpType.DELETE));
    }

    /** Reads all that is committed from the beginning on. */
    private static KafkaConsumer<byte[], byte[]> fromTheBeginning(String bootstrapServers, String topic) {
        var consumer = on(bootstrapServers, topic);
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    /** Reads all that is committed from now on. */
    static KafkaConsumer<byte[], byte[]> fromTheEnd(String bootstrapServers, String topic) {
        var consumer = on(bootstrapServers, topic);
        consumer.seekToEnd(consumer.assignment());
        // Where the end is, is asked now, and not when the first record is read.
        consumer.assignment().forEach(consumer::position);
        return consumer;
    }

    private static KafkaConsumer<byte[], byte[]> on(String bootstrapServers, String topic) {
        var settings = new Properties();
        settings.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
        var consumer = new KafkaConsumer<byte[], byte[]>(settings);
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        return consumer;
    }
}
