package dev.sluice.cli.history;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.history.HistoryConfig;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.history.writer.HistoryWriter;
import dev.sluice.history.writer.WriterStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** A history that is built beside another, in a schema of its own, which is left where it is when the build is interrupted. */
public final class Rebuild {

    private static final String SUFFIX = "_rebuild";

    private final HistoryConfig config;
    private final HistoryDatabase beside;

    /** @param config of the history that is there */
    public Rebuild(HistoryConfig config) {
        this.beside = config.database().inSchema(config.database().schema() + SUFFIX);
        this.config =
                new HistoryConfig(config.kafka(), config.topicPrefix(), beside, config.threads(), config.batchMax());
    }

    /** Where it is built. */
    public HistoryDatabase database() {
        return beside;
    }

    /**
     * Builds, or goes on where it was interrupted, until all that was in the journal when it began has been read.
     *
     * @param progress is told how many more records have been read
     */
    public void build(Map<Integer, Long> ends, LongConsumer progress) throws SQLException, InterruptedException {
        var began = Instant.now();
        var status = new WriterStatus(new SimpleMeterRegistry());
        try (var writer = HistoryWriter.start(config, status)) {
            var told = 0L;
            while (!isReadSince(began)) {
                var report = status.report();
                if (!report.stopped().isEmpty() || !writer.isAlive()) {
                    throw new CommandFailure(
                            ExitCode.DIFFERS, "The journal can't be read to its end: " + report.stopped());
                }
                var read = offsets();
                progress.accept(read - told);
                told = read;
                TimeUnit.MILLISECONDS.sleep(250);
            }
        }
    }

    private boolean isReadSince(Instant began) {
        try (var connection = connect(beside);
                var select = connection.prepareStatement(
                        "SELECT count(*) > 0 AND bool_and(coalesce(at_end_at > ?, false)) FROM position")) {
            select.setObject(1, began.atOffset(ZoneOffset.UTC));
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException tablesNotMade) {
            return false;
        }
    }

    private long offsets() {
        try (var connection = connect(beside);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT coalesce(sum(next_offset), 0) FROM position")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException tablesNotMade) {
            return 0;
        }
    }

    /** Puts it in the place of the other, which is dropped, in one transaction. The other's writer finds itself fenced. */
    public void replace(String schema) throws SQLException {
        try (var connection = connect(beside);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Above any epoch that a writer of the old one has, so that it must take each partition again.
            statement.execute(
                    "UPDATE position SET epoch = 1 + greatest(epoch, coalesce((SELECT max(epoch) FROM %s.position), 0))"
                            .formatted(schema));
            statement.execute("DROP SCHEMA %s CASCADE".formatted(schema));
            statement.execute("ALTER SCHEMA %s RENAME TO %s".formatted(beside.schema(), schema));
            connection.commit();
        }
    }

    /** Drops what was built. */
    public void drop() throws SQLException {
        try (var connection = connect(beside);
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(beside.schema()));
        }
    }

    static Connection connect(HistoryDatabase database) throws SQLException {
        var properties = new Properties();
        if (!database.user().isEmpty()) {
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
        }
        properties.setProperty("currentSchema", database.schema() + ",public");
        return DriverManager.getConnection(database.url(), properties);
    }
}
