package dev.sluice.cli;

import dev.sluice.cli.node.HistoryPlace;
import dev.sluice.cli.node.Node;
import dev.sluice.ledger.runtime.LedgerConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the commands that start a node. */
final class NodeOptions {

    static final String DATA_DEFAULT = "./sluice-data";
    static final String KEY_DEFAULT = "${env:SLUICE_API_KEY}";

    private static final int PORT_MAX = 65_535;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DATA_DEFAULT,
            description = "Where the node keeps its data, its API key and its log (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--fresh", description = "Delete what the node has kept there, and start over.")
    private boolean fresh;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Of the HTTP API on 127.0.0.1; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Of Kafka on 127.0.0.1; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description =
                    "Of the ledger's health on 127.0.0.1; 0 takes a free one (default: 8081, or a free one where that"
                            + " is in use).")
    private @Nullable Integer healthPort;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = KEY_DEFAULT,
            description = "Use this key instead of the node's own, for this run; or SLUICE_API_KEY.")
    private @Nullable String apiKey;

    @Option(
            names = "--history",
            paramLabel = "WHERE",
            defaultValue = "embedded",
            description =
                    "Where the past is kept: embedded, in a PostgreSQL of the node's own; jdbc:postgresql://... for"
                            + " yours; or none (default: ${DEFAULT-VALUE}).")
    private String history;

    Path data() {
        return data;
    }

    boolean fresh() {
        return fresh;
    }

    Node.Ports ports() {
        return new Node.Ports(
                port("--http-port", httpPort),
                port("--kafka-port", kafkaPort),
                healthPort == null ? OptionalInt.empty() : OptionalInt.of(port("--health-port", healthPort)));
    }

    Optional<String> apiKey() {
        if (apiKey != null && !apiKey.matches("[\\x21-\\x7e]{8,255}")) {
            throw new ParameterException(
                    command.commandLine(), "--api-key: Expected 8 to 255 printable characters without spaces");
        }
        return Optional.ofNullable(apiKey);
    }

    HistoryPlace history() {
        try {
            return HistoryPlace.of(history, System.getenv());
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(command.commandLine(), "--history: " + unusable.getMessage(), unusable);
        }
    }

    /** What the ledger can be told is not written on the command line, but in the environment, as for a container. */
    LedgerConfig.Tuning tuning() {
        try {
            return LedgerConfig.Tuning.from(System.getenv());
        } catch (IllegalArgumentException unusable) {
            throw new ParameterException(command.commandLine(), String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private int port(String option, int port) {
        if (port < 0 || port > PORT_MAX) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s: Expected a port from 0 to %d, but got %d".formatted(option, PORT_MAX, port));
        }
        return port;
    }
}
