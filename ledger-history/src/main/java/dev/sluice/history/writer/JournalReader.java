package dev.sluice.history.writer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.history.HistoryConfig;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one consumer of the journal. Where Kafka or the database fails it begins anew, with the positions as the database
 * has them; it never gives up, and nothing waits for it.
 */
final class JournalReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final HistoryConfig config;
    private final WriterStatus status;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

    JournalReader(HistoryConfig config, WriterStatus status, Clock clock) {
        this.config = config;
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void run() {
        var pause = FIRST_PAUSE;
        while (stopping.getCount() > 0) {
            var began = System.nanoTime();
            try {
                read();
            } catch (WakeupException stopped) {
                return;
            } catch (SQLException | RuntimeException failed) {
                // All roads out are the same: what is written stays, and what is not is read again.
                LOG.warn("History can't be written just now, and will be: {}", rootMessage(failed));
                LOG.debug("Why", failed);
                status.troubled(rootMessage(failed));
            }
            pause = System.nanoTime() - began > PAUSE_MAX.toNanos() ? FIRST_PAUSE : longer(pause);
            if (isStoppedWithin(pause)) {
                return;
            }
        }
    }

    /** From the joining of the group to the first failure, or until it is told to stop. */
    private void read() throws SQLException {
        config.database().migrate();
        try (var database = config.database().connect(2);
                var consumer =
                        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            current = consumer;
            if (stopping.getCount() == 0) {
                return;
            }
            read(consumer, database);
        } finally {
            current = null;
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, HikariDataSource database) throws SQLException {
        var partitions = consumer.partitionsFor(config.journal()).size();
        if (partitions == 0) {
            throw new IllegalStateException("Expected the topic %s, but there is none yet".formatted(config.journal()));
        }
        try (var connection = database.getConnection()) {
            Positions.create(connection, partitions);
            connection.commit();
        }
        var assigned = new AssignedPartitions(consumer, database, new Partitioning(partitions), status, clock);
        consumer.subscribe(List.of(config.journal()), assigned);
        var lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();
        while (stopping.getCount() > 0) {
            assigned.write(consumer.poll(POLL));
            status.works();
            if (System.nanoTime() - lookedAt >= BETWEEN_LOOKS.toNanos()) {
                assigned.lookAtEnds();
                lookedAt = System.nanoTime();
            }
        }
    }

    private Map<String, Object> settings() {
        var settings = config.consumer();
        // Only what is committed has happened.
        settings.put("isolation.level", "read_committed");
        // The database says where to go on.
        settings.put("enable.auto.commit", "false");
        // Only where the journal is shorter than what was read of it; its chain then tells that it is another one.
        settings.put("auto.offset.reset", "earliest");
        settings.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        // An instance that was killed keeps its partitions from the others for so long.
        settings.put("session.timeout.ms", 10_000);
        // A transaction of the database costs as much for a few rows as for a thousand, so what is there is taken
        // together.
        settings.put("max.poll.records", config.batchMax());
        settings.put("max.partition.fetch.bytes", 8 << 20);
        settings.put("fetch.max.wait.ms", 100);
        return settings;
    }

    private boolean isStoppedWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "%s: %s".formatted(root.getClass().getSimpleName(), root.getMessage());
    }

    /** Ends the loop behind the batch that it is at. */
    void stop() {
        stopping.countDown();
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
