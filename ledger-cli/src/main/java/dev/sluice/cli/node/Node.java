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
import java.util.concurrent.CompletableFuture;

/** A whole ledger in this process, with its data in one folder. */
public final class Node implements AutoCloseable {

    /**
     * What a node is started with.
     *
     * @param httpPort of the API; 0 for any that is free
     * @param kafkaPort of Kafka; 0 for any that is free
     * @param apiKey instead of the folder's own
     * @param tuning of the ledger
     */
    public record Settings(
            NodeFolder folder, int httpPort, int kafkaPort, Optional<String> apiKey, LedgerConfig.Tuning tuning) {}

    private final EmbeddedKafka kafka;
    private final LedgerAndGateway ledger;
    private final String apiKey;
    private final CompletableFuture<String> failed;
    private volatile boolean closing;

    private Node(EmbeddedKafka kafka, LedgerAndGateway ledger, String apiKey, CompletableFuture<String> failed) {
        this.kafka = kafka;
        this.ledger = ledger;
        this.apiKey = apiKey;
        this.failed = failed;
    }

    /**
     * Returns when the node has answered a first question. The folder stays the caller's to close.
     *
     * @throws CommandFailure when the node can't start
     */
    public static Node start(Settings settings) {
        requireFree(settings.httpPort());
        var folder = settings.folder();
        var apiKey = settings.apiKey().orElseGet(() -> folder.apiKey().readOrMake());
        var failed = new CompletableFuture<String>();
        var kafka = startKafka(folder.kafka(), settings.kafkaPort(), failed);
        try {
            var ledger = LedgerAndGateway.start(new LedgerAndGateway.Settings(
                    LedgerConfig.singleNode(kafka.bootstrapServers(), folder.ledger(), settings.tuning()),
                    settings.httpPort(),
                    apiKey));
            var node = new Node(kafka, ledger, apiKey, failed);
            node.watchLedger(folder.log());
            return node;
        } catch (RuntimeException notStarted) {
            kafka.close();
            throw notStarted;
        }
    }

    /** Where the HTTP API is, with the actual port. */
    public URI uri() {
        return ledger.uri();
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
            ledger.close();
        } finally {
            kafka.close();
        }
    }

    private static EmbeddedKafka startKafka(Path folder, int port, CompletableFuture<String> failed) {
        try {
            return EmbeddedKafka.start(
                    EmbeddedKafkaConfig.in(folder).withPort(port).withOnFailure(failure -> {
                        var unused = failed.complete(String.valueOf(failure.getMessage()));
                    }));
        } catch (EmbeddedKafkaException notStarted) {
            throw new CommandFailure(ExitCode.CANNOT_START, String.valueOf(notStarted.getMessage()), notStarted);
        }
    }

    /** Found out before Kafka is up, and not seconds later by the gateway. */
    private static void requireFree(int httpPort) {
        if (httpPort == 0) {
            return;
        }
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort));
        } catch (IOException inUse) {
            throw LedgerAndGateway.portInUse(httpPort, inUse);
        }
    }
}
