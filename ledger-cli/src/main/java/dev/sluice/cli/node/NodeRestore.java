package dev.sluice.cli.node;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.kafka.EmbeddedKafka;
import dev.sluice.cli.kafka.EmbeddedKafkaConfig;
import dev.sluice.cli.kafka.EmbeddedKafkaException;
import dev.sluice.ledger.restore.Cut;
import dev.sluice.ledger.restore.JournalCopy;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerRestore;
import dev.sluice.ledger.topology.TopologySettings;
import java.io.IOException;
import java.util.Optional;

/** The restore of a single node: its Kafka runs for as long as that takes, and what was made is in its folder. */
public final class NodeRestore {

    private NodeRestore() {}

    /**
     * Makes the ledger of a copy in a folder that has none. The folder stays the caller's to close.
     *
     * @param tuning as the node is started with later; the number of partitions is the copy's
     * @throws CommandFailure when the node's Kafka can't start
     */
    public static Cut run(
            NodeFolder folder, LedgerConfig.Tuning tuning, JournalCopy copy, LedgerRestore.Progress progress)
            throws IOException, InterruptedException {
        try (var kafka =
                EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder.kafka()).withPort(0))) {
            var config = LedgerConfig.singleNode(
                            kafka.bootstrapServers(),
                            folder.ledger(),
                            new LedgerConfig.Tuning(ofSize(tuning.ledger(), copy.partitions()), tuning.engine()))
                    .withInstance(new LedgerConfig.Instance(folder.ledger(), Optional.empty(), 0));
            return LedgerRestore.run(config, copy, progress);
        } catch (EmbeddedKafkaException notStarted) {
            throw new CommandFailure(ExitCode.CANNOT_START, String.valueOf(notStarted.getMessage()), notStarted);
        }
    }

    private static TopologySettings ofSize(TopologySettings settings, int partitions) {
        return new TopologySettings(
                settings.topicPrefix(),
                partitions,
                settings.retention(),
                settings.sweep(),
                settings.backlog(),
                settings.reserves(),
                settings.writeTopic());
    }
}
