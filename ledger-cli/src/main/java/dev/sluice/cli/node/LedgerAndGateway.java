package dev.sluice.cli.node;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.http.LedgerHttp;
import dev.sluice.gateway.Gateway;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.ledger.runtime.Health;
import dev.sluice.ledger.runtime.HealthServer;
import dev.sluice.ledger.runtime.LedgerConfig;
import dev.sluice.ledger.runtime.LedgerRuntime;
import dev.sluice.ledger.runtime.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ledger and the gateway in this process, on whatever Kafka there is. */
public final class LedgerAndGateway implements AutoCloseable {

    /** Far above what a start takes, also where state is restored; a start that hangs must end some time. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(25);

    /** One name for good: a node that comes back is known by it, and has its partitions at once. */
    private static final String INSTANCE = "single-node";

    private static final String HOST = "127.0.0.1";

    /** The beginning of the gateway's settings of where it asks about the past. */
    private static final String HISTORY = "sluice.history.";

    /**
     * The settings in which nodes differ from one another.
     *
     * @param ledger of a single node; its instance is given its name here, and its health port may be 0 for any that is free
     * @param httpPort 0 for any that is free
     * @param apiKey with all scopes
     * @param history where the gateway asks about the past, if anywhere
     */
    public record Settings(LedgerConfig ledger, int httpPort, String apiKey, Optional<HistoryDatabase> history) {

        /** Without history. */
        public Settings(LedgerConfig ledger, int httpPort, String apiKey) {
            this(ledger, httpPort, apiKey, Optional.empty());
        }
    }

    private final LedgerRuntime ledger;
    private final Gateway gateway;
    private final HealthServer health;

    private LedgerAndGateway(LedgerRuntime ledger, Gateway gateway, HealthServer health) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.health = health;
    }

    /**
     * Starts both at once, and returns when a question has been answered, or when the ledger runs and knows what stands still.
     *
     * @throws CommandFailure when that can't be
     */
    public static LedgerAndGateway start(Settings settings) {
        var meters = new CompositeMeterRegistry();
        // The ledger's own only: what Kafka's clients count goes by the same names, but other tags, in the gateway.
        meters.config()
                .meterFilter(MeterFilter.denyUnless(meter -> meter.getName().startsWith("sluice.")));
        var healthOfLedger = new Health();
        var health = startHealth(settings, healthOfLedger);
        var ledger = inBackground("ledger-start", () -> startLedger(settings, meters));
        Gateway gateway;
        try {
            gateway = startGateway(settings);
        } catch (RuntimeException notStarted) {
            health.close();
            closeWhenStarted(ledger);
            throw asFailure(notStarted, settings.httpPort());
        }
        meters.add(gateway.meters());
        var both = new LedgerAndGateway(startedLedger(ledger, gateway, health), gateway, health);
        healthOfLedger.startedAs(both.ledger);
        try {
            both.awaitAnAnswer(settings.apiKey());
            return both;
        } catch (RuntimeException notServing) {
            both.close();
            throw notServing;
        }
    }

    public URI uri() {
        return gateway.uri();
    }

    /** The address of the ledger's health, with the actual port. */
    public URI healthUri() {
        return URI.create("http://%s:%d".formatted(HOST, health.port()));
    }

    /** All that is counted in this process. */
    MeterRegistry meters() {
        return gateway.meters();
    }

    /** Whether a partition of the ledger makes no progress. */
    boolean standsStill() {
        return ledger.isReady() && !ledger.watch().standstills().all().isEmpty();
    }

    /** Completed when the ledger has stopped, which it does by itself only where it can't go on. */
    CompletableFuture<?> stopped() {
        return ledger.stopped();
    }

    /** The gateway first, so that nobody is let in whom nobody serves any more. */
    @Override
    public void close() {
        try {
            gateway.close();
        } finally {
            ledger.close();
            health.close();
        }
    }

    /** The gateway tells what the ledger counts, to who has a key. */
    private static HealthServer startHealth(Settings settings, Health health) {
        var port = settings.ledger().instance().healthPort();
        try {
            return HealthServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), health, Optional.empty());
        } catch (UncheckedIOException inUse) {
            throw portInUse(port, "--health-port", inUse);
        }
    }

    private static LedgerRuntime startLedger(Settings settings, MeterRegistry meters) {
        var config = settings.ledger();
        var instance = config.instance();
        return LedgerRuntime.start(
                config.withInstance(
                        new LedgerConfig.Instance(instance.stateDir(), Optional.of(INSTANCE), instance.healthPort())),
                meters);
    }

    private static Gateway startGateway(Settings settings) {
        var properties = new HashMap<String, Object>(Map.of(
                "sluice.http-port",
                settings.httpPort() == 0 ? -1 : settings.httpPort(),
                // A node on a laptop is nobody else's business; a cluster's gateways listen everywhere.
                "micronaut.server.host",
                HOST,
                "sluice.kafka-bootstrap-servers",
                settings.ledger().cluster().bootstrapServers(),
                "sluice.topic-prefix",
                settings.ledger().ledger().topicPrefix(),
                "sluice.keys[0].name",
                INSTANCE,
                "sluice.keys[0].sha256",
                ApiKeyFile.sha256(settings.apiKey()),
                "sluice.keys[0].scopes",
                List.of("read", "write", "admin"),
                "kafka.consumers.replies.group.instance.id",
                INSTANCE));
        settings.history()
                .ifPresent(history -> properties.putAll(Map.of(
                        HISTORY + "jdbc-url",
                        history.url(),
                        HISTORY + "user",
                        history.user(),
                        HISTORY + "password",
                        history.password(),
                        HISTORY + "schema",
                        history.schema())));
        return Gateway.start(properties);
    }

    private static LedgerRuntime startedLedger(
            CompletableFuture<LedgerRuntime> starting, Gateway gateway, HealthServer health) {
        try {
            return starting.join();
        } catch (CompletionException notStarted) {
            gateway.close();
            health.close();
            throw asFailure(notStarted, 0);
        }
    }

    private void awaitAnAnswer(String apiKey) {
        try (var http = LedgerHttp.to(uri(), apiKey, 1)) {
            var deadline = System.nanoTime() + START_PATIENCE.toNanos();
            while (!answers(http) && !standsStill()) {
                if (!ledger.isAlive()) {
                    throw failure("The ledger stopped while it started.", null);
                }
                if (System.nanoTime() > deadline) {
                    throw failure("The ledger has not answered within %s.".formatted(START_PATIENCE), null);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_QUESTIONS.toMillis());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failure("Stopped while it started.", stopping);
        }
    }

    /** Not what the question says counts, but that it went all the way to the ledger and back. */
    private static boolean answers(LedgerHttp http) throws InterruptedException {
        try {
            return http.get("/v1/programs?limit=1").get(1, TimeUnit.SECONDS).status() == 200;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    private static CompletableFuture<LedgerRuntime> inBackground(String threadName, Supplier<LedgerRuntime> start) {
        return CompletableFuture.supplyAsync(
                start, task -> Thread.ofPlatform().name(threadName).daemon().start(task));
    }

    private static void closeWhenStarted(CompletableFuture<LedgerRuntime> starting) {
        try {
            starting.join().close();
        } catch (CompletionException notStarted) {
            // Then there is nothing to close, and what is told is why the gateway did not start.
        }
    }

    private static CommandFailure asFailure(Throwable notStarted, int httpPort) {
        for (Throwable cause = notStarted; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CommandFailure known -> {
                    return known;
                }
                case BindException inUse -> {
                    return portInUse(httpPort, "--http-port", inUse);
                }
                case TopicSetup.MismatchException mismatch -> {
                    return failure(String.valueOf(mismatch.getMessage()), mismatch);
                }
                default -> {
                    // The reason may lie deeper.
                }
            }
        }
        return failure("The node could not start: " + notStarted.getMessage(), notStarted);
    }

    static CommandFailure portInUse(int port, String option, @Nullable Throwable cause) {
        return failure(
                "Port %d of %s is in use. Stop the program that uses it, or choose another with %s (0 takes a free one)."
                        .formatted(port, HOST, option),
                cause);
    }

    private static CommandFailure failure(String message, @Nullable Throwable cause) {
        return new CommandFailure(ExitCode.CANNOT_START, message, cause);
    }
}
