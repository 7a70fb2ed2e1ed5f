package dev.sluice.cli.kafka;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running Kafka node of our own: one broker and its controller in this JVM, listening on 127.0.0.1, with its data in
 * a folder that it keeps between starts.
 *
 * <p>Acknowledged records survive {@link #close()} and a forced kill of the process alike. They are in the operating
 * system's page cache by then, but not always on the disk, so a power failure can take the last seconds.
 *
 * <p>Kafka's threads keep the JVM alive until {@link #close()}. No shutdown hook is registered here; that is for the
 * owner, who knows what must stop first.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration FAILED_START_LIMIT = Duration.ofSeconds(10);

    private final EmbeddedKafkaConfig config;
    private final DataFolder folder;
    private final ListeningSockets sockets;
    private final BrokerFaults faults;
    private final KafkaNode node;

    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(EmbeddedKafkaConfig config, DataFolder folder, ListeningSockets sockets) {
        this.config = config;
        this.folder = folder;
        this.sockets = sockets;
        faults = new BrokerFaults(this::fail);
        node = new KafkaNode(BrokerSettings.of(folder.logFolder(), sockets), sockets, faults);
    }

    /**
     * Returns when the broker serves each partition that it has. The data folder is made if it is missing.
     *
     * @throws EmbeddedKafkaException at once if the folder or the port is in use; later if Kafka fails
     */
    public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
        var kafka = prepare(config);
        kafka.launch();
        return kafka;
    }

    private static EmbeddedKafka prepare(EmbeddedKafkaConfig config) {
        var folder = DataFolder.claim(config.folder());
        try {
            return prepare(config, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedKafka prepare(EmbeddedKafkaConfig config, DataFolder folder) {
        var sockets = ListeningSockets.bind(config.port());
        try {
            KafkaExits.takeOver();
            LogFormat.ensure(folder.logFolder());
            return new EmbeddedKafka(config, folder, sockets);
        } catch (RuntimeException e) {
            sockets.close();
            throw couldNotStart(config, e);
        }
    }

    /** For {@code bootstrap.servers}: one host and port. */
    public String bootstrapServers() {
        return sockets.hostAndPort(ListeningSockets.CLIENTS);
    }

    /**
     * Stops the broker in order and releases the port and the folder. Waits for that, even if this thread is
     * interrupted, but no longer than half a minute. Closing again does nothing.
     *
     * @throws EmbeddedKafkaException if Kafka did not stop in time; the folder stays claimed until the process ends
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end(node::stop, STOP_LIMIT);
        }
    }

    /** Starts on a thread of its own, because a fault on another of Kafka's threads can leave it waiting for long. */
    private void launch() {
        faults.watchExits();
        var starting = run("kafka-start", node::start, started);
        try {
            started.join();
        } catch (CompletionException e) {
            throw endAfter(couldNotStart(config, Objects.requireNonNullElse(e.getCause(), e)), starting);
        }
    }

    /** Waits for the thread that starts Kafka, which when it fails stops what it started, before it stops the rest. */
    private EmbeddedKafkaException endAfter(EmbeddedKafkaException failure, Thread starting) {
        closed.set(true);
        try {
            Step stop = () -> {
                starting.join();
                node.stop();
            };
            end(stop, FAILED_START_LIMIT);
        } catch (EmbeddedKafkaException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    /** Releases the folder last and only if Kafka has stopped: as it does, it cuts its logs to the length it knows. */
    private void end(Step stop, Duration limit) {
        var stopped = new CompletableFuture<Void>();
        run("kafka-stop", stop, stopped);
        try {
            stopped.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            var what = e.getCause() instanceof TimeoutException ? "within " + limit.toSeconds() + " s" : "in order";
            throw new EmbeddedKafkaException(
                    "Kafka did not stop %s. What it acknowledged is kept; end this process.".formatted(what),
                    e.getCause());
        } finally {
            faults.close();
        }
        sockets.close();
        folder.close();
    }

    /** Tells the owner while the node runs. A fault before that is thrown by the start; one in the stop is logged. */
    private void fail(EmbeddedKafkaException failure) {
        // This changes nothing if the start has ended.
        started.completeExceptionally(failure);
        var running = !started.isCompletedExceptionally() && !closed.get();
        if (running && failed.compareAndSet(false, true)) {
            config.onFailure().accept(failure);
        }
    }

    private static EmbeddedKafkaException couldNotStart(EmbeddedKafkaConfig config, Throwable cause) {
        return cause instanceof EmbeddedKafkaException known
                ? known
                : new EmbeddedKafkaException(
                        "Kafka could not start on the data folder %s (%s).".formatted(config.folder(), cause), cause);
    }

    private static Thread run(String threadName, Step step, CompletableFuture<Void> done) {
        return Thread.ofPlatform().name(threadName).start(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
    }

    private interface Step {
        void run() throws Exception;
    }
}
