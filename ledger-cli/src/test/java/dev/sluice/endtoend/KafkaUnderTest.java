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
        Assumptions.assumeTrue(Docker.ANSWERS, Docker.SKIPPED);
        var container = new KafkaContainer(IMAGE);
        container.start();
        return new KafkaUnderTest(container.getBootstrapServers(), container::stop);
    }

    /** Asked once for all classes, and told once. */
    private static final class Docker {

        private static final String SKIPPED = "The tests on %s are skipped, since no Docker answers.".formatted(IMAGE);
        private static final boolean ANSWERS = answers();

        private static boolean answers() {
            var answers = DockerClientFactory.instance().isDockerAvailable();
            if (!answers) {
                System.out.println(SKIPPED);
            }
            return answers;
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
