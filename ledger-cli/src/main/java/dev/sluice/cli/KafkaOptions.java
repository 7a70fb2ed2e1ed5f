package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that speak with Kafka, for the ledger's topics and the way in. */
final class KafkaOptions {

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "ledger.",
            description = "Of the ledger's topics (default: ${DEFAULT-VALUE}).")
    private String topicPrefix;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "More settings of the Kafka client, such as those for TLS, as a properties file.")
    private @Nullable Path kafkaConfig;

    String topicPrefix() {
        return topicPrefix;
    }

    /** What the file says. */
    Map<String, String> given() throws IOException {
        var settings = new HashMap<String, String>();
        if (kafkaConfig != null) {
            if (!Files.isReadable(kafkaConfig)) {
                throw new CommandFailure(
                        ExitCode.USAGE, "Expected a file at %s, but there is none.".formatted(kafkaConfig));
            }
            var file = new Properties();
            try (var in = Files.newBufferedReader(kafkaConfig)) {
                file.load(in);
            }
            file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        }
        return settings;
    }

    /** Settings of a client of the Kafka here. */
    Map<String, Object> clientSettings(String bootstrap) throws IOException {
        var settings = new HashMap<String, Object>(given());
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }
}
