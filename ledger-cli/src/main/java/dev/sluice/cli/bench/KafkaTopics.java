package dev.sluice.cli.bench;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The questions to Kafka about topics as a whole. */
final class KafkaTopics {

    private KafkaTopics() {}

    static int partitionsOf(String bootstrapServers, String topic) {
        return ask(
                        bootstrapServers,
                        admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
    }

    static List<String> startingWith(String bootstrapServers, String prefix) {
        return ask(bootstrapServers, admin -> admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** Where each partition ends now. */
    static Map<TopicPartition, Long> ends(String bootstrapServers, Collection<String> topics) {
        var partitions = new HashMap<TopicPartition, OffsetSpec>();
        ask(bootstrapServers, admin -> admin.describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                partitions.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        var ends = new HashMap<TopicPartition, Long>();
        ask(bootstrapServers, admin -> admin.listOffsets(partitions).all())
                .forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    static void delete(String bootstrapServers, Collection<String> topics) {
        var unused = ask(bootstrapServers, admin -> admin.deleteTopics(topics).all());
    }

    private static <T> T ask(String bootstrapServers, Function<Admin, KafkaFuture<T>> question) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            return question.apply(admin).get();
        } catch (ExecutionException failed) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "Kafka at %s does not serve a ledger: %s".formatted(bootstrapServers, failed.getMessage()),
                    failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.STOPPED, "Stopped.", stopping);
        }
    }
}
