package dev.sluice.ledger.runtime;

import dev.sluice.ledger.commit.QuietThreads;
import dev.sluice.ledger.standstill.Fault;
import dev.sluice.ledger.standstill.Watch;
import dev.sluice.ledger.standstill.WatchMeters;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.LedgerTopology;
import dev.sluice.ledger.topology.output.Rules;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance of the ledger: its share of the partitions, until it is closed.
 *
 * <p>Trouble with the broker or the disk ends a thread, whose transaction is aborted; another takes its place and does the
 * work again. Nothing is ever skipped.
 */
public final class LedgerRuntime implements AutoCloseable, Health.Started {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerRuntime.class);

    /** The time for which a start waits for a broker that is not up yet, as when all containers start together. */
    private static final Duration BROKER_PATIENCE = Duration.ofMinutes(2);

    /** Long enough for the open transaction and RocksDB's files, shorter than what container platforms grant a stop. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private static final String HEARTBEAT_METRIC = "last-heartbeat-seconds-ago";

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;
    private final Watch watch;
    private final ThreadReplacements replacements;
    private final AtomicBoolean stopping;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<KafkaStreams.State> stopped = new CompletableFuture<>();

    private LedgerRuntime(KafkaStreams streams, Watch watch, AtomicBoolean stopping, MeterRegistry meters) {
        this.streams = streams;
        this.streamsMetrics = new KafkaStreamsMetrics(streams);
        this.watch = watch;
        this.stopping = stopping;
        this.replacements = new ThreadReplacements(watch.clock(), System::nanoTime);
        streams.setStateListener(this::stateChanged);
        streams.setUncaughtExceptionHandler(this::replaceThread);
        streamsMetrics.bindTo(meters);
        WatchMeters.show(watch, meters);
    }

    /**
     * Makes or checks the topics, and starts. Returns while partitions are still being assigned and restored.
     *
     * @throws TopicSetup.MismatchException when the topics are not those of this ledger
     * @throws KafkaException when Kafka does not answer within two minutes, or refuses
     */
    public static LedgerRuntime start(LedgerConfig config, MeterRegistry meters) {
        return start(config, meters, Rules.ofTheLedger(), InstantSource.system());
    }

    /**
     * The same with other rules and another clock, so that a test can put a fault where a rule would be, and turn the clock that
     * records' times are compared with.
     *
     * @throws TopicSetup.MismatchException when the topics are not those of this ledger
     * @throws KafkaException when Kafka does not answer within two minutes, or refuses
     */
    public static LedgerRuntime start(LedgerConfig config, MeterRegistry meters, Rules rules, InstantSource clock) {
        try (var admin = Admin.create(adminSettings(config))) {
            new TopicSetup(admin, config, BROKER_PATIENCE).run();
        }
        var watch = Watch.by(clock);
        var threads = new QuietThreads();
        var topology = LedgerTopology.build(config.ledger(), rules, meters, watch, threads);
        var settings = StreamsSettings.of(config, InstanceName.of(config.instance()));
        var stopping = new AtomicBoolean();
        var clients = new KafkaClients(watch, config.engine().clockTolerance(), threads, stopping::get);
        var runtime = new LedgerRuntime(new KafkaStreams(topology, settings, clients), watch, stopping, meters);
        LocalSegments.prepare(
                config.instance().stateDir(),
                LedgerStores.outcomesSegmentMs(config.ledger().stores()),
                runtime.streams::cleanUp);
        runtime.streams.start();
        return runtime;
    }

    /**
     * Waits until every partition of this instance is served.
     *
     * @throws TimeoutException when that takes longer
     * @throws IllegalStateException when the instance failed or was closed meanwhile
     */
    public void awaitRunning(Duration patience) throws TimeoutException, InterruptedException {
        try {
            running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Expected the ledger to run, but it stopped", failed.getCause());
        }
    }

    /** Whether requests are being applied: all partitions of this instance are served, and the broker hears of us. */
    @Override
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING
                && secondsSinceHeartbeat() * 1_000 <= StreamsSettings.SESSION_TIMEOUT_MS;
    }

    /** Whether this instance can still become ready by itself. */
    @Override
    public boolean isAlive() {
        return switch (streams.state()) {
            case CREATED, REBALANCING, RUNNING -> true;
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    }

    /** The instance's view of its own trouble. */
    @Override
    public Watch watch() {
        return watch;
    }

    /** The threads that have ended, if any has. */
    @Override
    public Optional<ThreadReplacements.Ends> threadsEnded() {
        return replacements.ends();
    }

    /** Completed when the instance has stopped: with {@code ERROR} when it had to, with {@code NOT_RUNNING} when it was closed. */
    public CompletableFuture<KafkaStreams.State> stopped() {
        return stopped.copy();
    }

    /**
     * Ends the open transactions and stops. The partitions stay this instance's for as long as the session timeout, so that
     * one that comes back soon goes on with them at once.
     */
    @Override
    public void close() {
        stopping.set(true);
        if (!streams.close(CLOSE_PATIENCE)) {
            LOG.warn(
                    "Expected to stop within {}, but threads are still busy; their transactions will be aborted",
                    CLOSE_PATIENCE);
        }
        streamsMetrics.close();
    }

    private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("The ledger is {} (was {})", now, before);
        switch (now) {
            case RUNNING -> running.complete(null);
            case NOT_RUNNING, ERROR -> {
                running.completeExceptionally(new IllegalStateException("The ledger is " + now));
                stopped.complete(now);
            }
            case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR -> {
                // On the way to one of the others.
            }
        }
    }

    private StreamThreadExceptionResponse replaceThread(Throwable fault) {
        if (Fault.isOfTheProcess(fault)) {
            LOG.error("The process can't be relied on any more; it stops", fault);
            stopping.set(true);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                LOG.error("Another instance runs under this instance's id; this one stops", fault);
                stopping.set(true);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        var replacement = replacements.ended(fault);
        if (replacement.withTrace()) {
            LOG.error("A thread ended and its transaction is aborted; another takes its place", fault);
        } else {
            LOG.error("A thread ended again; another takes its place: {}", fault.toString());
        }
        pause(replacement.pause());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of the thread that was silent for longest; a thread without a coordinator sends none. */
    private double secondsSinceHeartbeat() {
        var longest = 0.0;
        for (var metric : streams.metrics().entrySet()) {
            if (metric.getKey().name().equals(HEARTBEAT_METRIC)
                    && metric.getValue().metricValue() instanceof Number seconds) {
                longest = Math.max(longest, seconds.doubleValue());
            }
        }
        return longest;
    }

    private static Properties adminSettings(LedgerConfig config) {
        var settings = new Properties();
        settings.putAll(config.cluster().security());
        settings.putAll(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.cluster().bootstrapServers(),
                AdminClientConfig.CLIENT_ID_CONFIG, config.ledger().applicationId() + "-topics",
                // Short, so that a broker that is just coming up is noticed soon: the setup asks again by itself.
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
        return settings;
    }
}
