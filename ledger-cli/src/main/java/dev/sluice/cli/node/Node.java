package dev.sluice.cli.node;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.kafka.EmbeddedKafka;
import dev.sluice.cli.kafka.EmbeddedKafkaConfig;
import dev.sluice.cli.kafka.EmbeddedKafkaException;
import dev.sluice.ledger.runtime.LedgerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A whole ledger in this process, with its data in one folder. */
public final class Node implements AutoCloseable {

    /**
     * The settings that a node is started with.
     *
     * @param apiKey instead of the folder's own
     * @param tuning of the ledger
     * @param history where the past is kept
     */
    public record Settings(
            NodeFolder folder,
            Ports ports,
            Optional<String> apiKey,
            LedgerConfig.Tuning tuning,
            HistoryPlace history) {}

    /**
     * The ports that a node listens on; 0 is any port that is free.
     *
     * @param http of the API
     * @param kafka of Kafka
     * @param health of the ledger's health; the usual one when empty, or any where that is in use
     */
    public record Ports(int http, int kafka, OptionalInt health) {}

    private final EmbeddedKafka kafka;
    private final LedgerAndGateway ledger;
    private final NodeHistory history;
    private final String apiKey;
    private final CompletableFuture<String> failed;
    private volatile boolean closing;

    private Node(
            EmbeddedKafka kafka,
            LedgerAndGateway ledger,
            NodeHistory history,
            String apiKey,
            CompletableFuture<String> failed) {
        this.kafka = kafka;
        this.ledger = ledger;
        this.history = history;
        this.apiKey = apiKey;
        this.failed = failed;
    }

    /**
     * Returns when the node has answered a first question. The folder stays the caller's to close.
     *
     * @throws CommandFailure when the node can't start
     */
    public static Node start(Settings settings) {
        requireFree(settings.ports().http(), "--http-port");
        var healthPort = healthPort(settings.ports());
        var folder = settings.folder();
        var apiKey = settings.apiKey().orElseGet(() -> folder.apiKey().readOrMake());
        var failed = new CompletableFuture<String>();
        var kafka = startKafka(folder.kafka(), settings.ports().kafka(), failed);
        var history = NodeHistory.at(settings.history(), folder.history());
        try {
            var instance = new LedgerConfig.Instance(folder.ledger(), Optional.empty(), healthPort);
            var ledger = LedgerAndGateway.start(new LedgerAndGateway.Settings(
                    LedgerConfig.singleNode(kafka.bootstrapServers(), folder.ledger(), settings.tuning())
                            .withInstance(instance),
                    settings.ports().http(),
                    apiKey,
                    history.database()));
            folder.healthAddress().keep(ledger.healthUri());
            history.startInBackground(kafka.bootstrapServers(), ledger.meters());
            var node = new Node(kafka, ledger, history, apiKey, failed);
            node.watchLedger(folder.log());
            return node;
        } catch (RuntimeException notStarted) {
            kafka.close();
            throw notStarted;
        }
    }

    /** The address of the HTTP API, with the actual port. */
    public URI uri() {
        return ledger.uri();
    }

    /** The address of the ledger's health, with the actual port. */
    public URI healthUri() {
        return ledger.healthUri();
    }

    /** Whether a partition of the ledger makes no progress. */
    public boolean standsStill() {
        return ledger.standsStill();
    }

    /** Where the past is kept. */
    public NodeHistory history() {
        return history;
    }

    /** For Kafka clients. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The key that opens everything. */
    public String apiKey() {
        return apiKey;
    }

    /** Completed with what to tell the user when the node can't go on; a close is no failure. */
    public CompletableFuture<String> failed() {
        return failed.copy();
    }

    private void watchLedger(Path log) {
        var unused = ledger.stopped().thenRun(() -> {
            if (!closing) {
                failed.complete("The ledger stopped. The log in %s says why.".formatted(log));
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        try {
            history.close();
        } finally {
            closeLedger();
        }
    }

    private void closeLedger() {
        try {
            ledger.close();
        } finally {
            kafka.close();
        }
    }

    private static EmbeddedKafka startKafka(Path folder, int port, CompletableFuture<String> failed) {
        try {
            return EmbeddedKafka.start(EmbeddedKafkaConfig.in(folder)
                    .withPort(port)
                    .withOnFailure(failure -> {
                        var unused = failed.complete(String.valueOf(failure.getMessage()));
                    }));
        } catch (EmbeddedKafkaException notStarted) {
            throw new CommandFailure(ExitCode.CANNOT_START, String.valueOf(notStarted.getMessage()), notStarted);
        }
    }

    private static int healthPort(Ports ports) {
        if (ports.health().isPresent()) {
            requireFree(ports.health().getAsInt(), "--health-port");
            return ports.health().getAsInt();
        }
        return isFree(LedgerConfig.Instance.HEALTH_PORT_DEFAULT) ? LedgerConfig.Instance.HEALTH_PORT_DEFAULT : 0;
    }

    /** Found out before Kafka is up, and not seconds later. */
    private static void requireFree(int port, String option) {
        if (!isFree(port)) {
            throw LedgerAndGateway.portInUse(port, option, null);
        }
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
