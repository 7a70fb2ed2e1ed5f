package dev.sluice.cli;

import dev.sluice.cli.history.JournalEnds;
import dev.sluice.cli.node.ApiKeyFile;
import dev.sluice.cli.node.NodeHistoryAddress;
import dev.sluice.history.HistoryConfig;
import dev.sluice.history.HistoryDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands on history: where the journal is, and where the tables are. */
final class HistoryOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
    private String bootstrap;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "ledger.",
            description = "Of the ledger's topics (default: ${DEFAULT-VALUE}).")
    private String topicPrefix;

    @Option(
            names = "--history",
            paramLabel = "URL",
            description = "Of the PostgreSQL with the tables. Without it, that of the node that runs in --data.")
    private @Nullable String url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = NodeOptions.DATA_DEFAULT,
            description = "The data folder of a node that runs on this machine (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = HistoryDatabase.SCHEMA_DEFAULT,
            description = "Where the tables are (default: ${DEFAULT-VALUE}).")
    private String schema;

    HistoryDatabase database() {
        return Optional.ofNullable(url)
                .map(given -> new HistoryDatabase(
                        given,
                        System.getenv().getOrDefault("SLUICE_HISTORY_USER", ""),
                        System.getenv().getOrDefault("SLUICE_HISTORY_PASSWORD", ""),
                        schema))
                .or(() -> NodeHistoryAddress.in(data).read().map(found -> found.inSchema(schema)))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "Expected the URL of a PostgreSQL in --history, and no node with a history of its own runs in %s."
                                .formatted(data)));
    }

    HistoryConfig config(HistoryDatabase database) {
        return new HistoryConfig(
                Map.of("bootstrap.servers", bootstrap),
                topicPrefix,
                database,
                Math.min(4, Runtime.getRuntime().availableProcessors()),
                HistoryConfig.BATCH_MAX_DEFAULT);
    }

    /**
     * The key of a gateway: the one that was given, or that of the node on this machine.
     *
     * @throws CommandFailure where there is none
     */
    String apiKey(@Nullable String given) {
        return Optional.ofNullable(given)
                .or(() -> ApiKeyFile.in(data).read())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "Expected an API key in --api-key or SLUICE_API_KEY, and there is none in %s either."
                                .formatted(data)));
    }

    JournalEnds journal() {
        return new JournalEnds(bootstrap, topicPrefix);
    }
}
