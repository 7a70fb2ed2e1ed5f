package dev.sluice.cli.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/** The formatting of Kafka's log folder at the first start: the cluster's id and the features that it begins with. */
final class LogFormat {

    private static final String ELIGIBLE_LEADER_REPLICAS = "eligible.leader.replicas.version";
    private static final short OFF = 0;

    private LogFormat() {}

    /**
     * Formats the folder unless it is formatted already. The file that is looked for is the last one that formatting
     * writes, so one that was cut short by a kill is begun again, and the cluster id, once made, is kept.
     */
    static void ensure(Path logFolder) {
        if (Files.exists(logFolder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try {
            Files.createDirectories(logFolder);
            new Formatter()
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(ListeningSockets.CONTROLLER)
                    .setMetadataLogDirectory(logFolder.toString())
                    .addDirectory(logFolder.toString())
                    // This feature has a killed broker lead only if no other replica can. There is no other, so all it
                    // would do is to make each start after a kill an election that Kafka calls unclean.
                    .setFeatureLevel(ELIGIBLE_LEADER_REPLICAS, OFF)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new EmbeddedKafkaException(
                    "The folder %s could not be formatted for Kafka (%s).".formatted(logFolder, e), e);
        }
    }
}
