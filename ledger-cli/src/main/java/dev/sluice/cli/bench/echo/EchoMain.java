package dev.sluice.cli.bench.echo;

import dev.sluice.cli.node.NodeLog;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The process of one echo. It says on a line that it runs, and ends when its input does.
 *
 * <p>Arguments: Kafka's address, the prefix of its names, how many rows, how many partitions, the folder of its state.
 */
public final class EchoMain {

    /** What is said once it serves. */
    public static final String RUNS = "The echo runs.";

    private static final int THREADS = 2;

    private EchoMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        NodeLog.errorsOnly();
        var bootstrapServers = arguments[0];
        var names = new EchoNames(arguments[1]);
        makeTopics(bootstrapServers, names, Integer.parseInt(arguments[3]));
        var topology = EchoTopology.build(names, Integer.parseInt(arguments[2]));
        try (var streams = new KafkaStreams(topology, settings(bootstrapServers, names, Path.of(arguments[4])))) {
            var running = new CountDownLatch(1);
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.RUNNING) {
                    running.countDown();
                }
            });
            streams.start();
            running.await();
            System.out.println(RUNS);
            while (System.in.read() >= 0) {
                // Nothing is said to it; the end of the input is the end of it.
            }
        }
        System.exit(0);
    }

    /** Those of the ledger's single node, whatever they are now: the commit above all. Only the names, the threads and what follows is its own. */
    private static Properties settings(String bootstrapServers, EchoNames names, Path folder) {
        var tuning = LedgerConfig.Tuning.from(System.getenv());
        var settings = StreamsSettings.of(LedgerConfig.singleNode(bootstrapServers, folder, tuning), "echo");
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, names.applicationId());
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, names.applicationId());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        // Kafka's default. What the ledger gives up to have no batch out of order may not make the echo slower.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 5);
        return settings;
    }

    private static void makeTopics(String bootstrapServers, EchoNames names, int partitions)
            throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var requests = new NewTopic(names.requests(), partitions, (short) 1)
                    .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
            var replies = new NewTopic(names.replies(), partitions, (short) 1);
            admin.createTopics(List.of(requests, replies)).all().get();
        }
    }
}
