package dev.sluice.endtoend;

import dev.sluice.cli.kafka.EmbeddedKafka;
import dev.sluice.cli.kafka.EmbeddedKafkaConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The Kafka that the tests were told to use.
 *
 * @param stop does nothing where it was not started here
 */
record KafkaUnderTest(String bootstrapServers, Runnable stop) implements AutoCloseable {

    private static final String IMAGE = "apache/kafka:4.3.1";

    static KafkaUnderTest start(Path folder) {
        return start(folder, System.getProperty("sluice.kafka", "embedded"));
    }

    static KafkaUnderTest start(Path folder, String which) {
        return switch (which) {
            case "embedded" -> {
                var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder));
                yield new KafkaUnderTest(kafka.bootstrapServers(), kafka::close);
            }
            case "testcontainers" -> inContainer();
            default -> new KafkaUnderTest(which, () -> {});
        };
    }

    private static KafkaUnderTest inContainer() {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(), "Skipped, since no Docker answers on this machine");
        var container = new KafkaContainer(IMAGE);
        container.start();
        return new KafkaUnderTest(container.getBootstrapServers(), container::stop);
    }

    @Override
    public void close() {
        stop.run();
    }
}
