package dev.sluice.cli.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the broker leads each of its partitions.
 *
 * <p>Kafka opens its port a little before that. A new producer with several requests on their way can then have the
 * first refused and the second accepted, and the broker never lets the first in after that: it is tried again until it
 * expires, two minutes later (KAFKA-15591, mended after 4.3). The same can befall a topic that was only just made,
 * which whoever makes it has to wait for.
 */
final class Leaders {

    private Leaders() {}

    static void await(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            var descriptions = admin.describeTopics(topics).allTopicNames().get();
            // Only a leader can tell the end of its log, and the client asks again until there is one.
            admin.listOffsets(descriptions.values().stream()
                            .flatMap(Leaders::partitions)
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions().size())
                .mapToObj(number -> new TopicPartition(topic.name(), number));
    }
}
