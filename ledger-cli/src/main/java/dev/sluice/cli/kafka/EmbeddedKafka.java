package dev.sluice.cli.kafka;

import java.time.Duration;
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
        var folder = DataFolder.claim(config.folder());
        try {
            return start(config, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedKafka start(EmbeddedKafkaConfig config, DataFolder folder) {
        var sockets = ListeningSockets.bind(config.port());
        try {
            KafkaExits.takeOver();
            LogFormat.ensure(folder.logFolder());
            var kafka = new EmbeddedKafka(config, folder, sockets);
            kafka.launch();
            return kafka;
        } catch (EmbeddedKafkaException e) {
            sockets.close();
            throw e;
        } catch (RuntimeException e) {
            sockets.close();
            throw new EmbeddedKafkaException(
                    "Kafka could not start on the data folder %s (%s).".formatted(config.folder(), e), e);
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
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stop();
        sockets.close();
        folder.close();
    }

    /** Starts on a thread of its own, because a fault on another of Kafka's threads can leave it waiting for long. */
    private void launch() {
        faults.watchExits();
        run("kafka-start", node::start, started);
        try {
            started.join();
        } catch (CompletionException e) {
            throw stopAfter(e.getCause() instanceof RuntimeException cause ? cause : e);
        }
    }

    private RuntimeException stopAfter(RuntimeException failure) {
        try {
            stop();
        } catch (EmbeddedKafkaException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    private void stop() {
        var stopped = new CompletableFuture<Void>();
        run("kafka-stop", node::stop, stopped);
        try {
            stopped.orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            var what =
                    e.getCause() instanceof TimeoutException ? "within " + STOP_LIMIT.toSeconds() + " s" : "in order";
            throw new EmbeddedKafkaException(
                    "Kafka did not stop %s. What it acknowledged is kept; end this process.".formatted(what),
                    e.getCause());
        } finally {
            faults.close();
        }
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

    private static void run(String threadName, Step step, CompletableFuture<Void> done) {
        Thread.ofPlatform().name(threadName).start(() -> {
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
