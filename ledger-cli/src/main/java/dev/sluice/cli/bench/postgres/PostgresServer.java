package dev.sluice.cli.bench.postgres;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.bench.load.Work.Crowd;
import dev.sluice.cli.postgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A PostgreSQL of the benchmark's own, with the settings that its own people advise for writing. */
public final class PostgresServer implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final LocalPostgres server;
    private final Set<String> filled = new HashSet<>();

    private PostgresServer(LocalPostgres server) {
        this.server = server;
    }

    /** With its tables, and no account yet. */
    public static PostgresServer start(Path data) {
        try {
            var server = LocalPostgres.start(
                    data,
                    0,
                    Optional.empty(),
                    Map.of(
                            "shared_buffers",
                            "256MB",
                            // So that checkpoints come by time, and not in the middle of each measurement.
                            "max_wal_size",
                            "4GB",
                            "checkpoint_completion_target",
                            "0.9"));
            var started = new PostgresServer(server);
            started.run(schema());
            return started;
        } catch (IOException | SQLException notStarted) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "PostgreSQL could not start, which the benchmark has for Linux on x86-64 only: "
                            + notStarted.getMessage(),
                    notStarted);
        }
    }

    public String url() {
        return server.url() + "?user=" + LocalPostgres.USER;
    }

    /** The process whose children serve the connections. It is no child of this one: who starts it leaves it to itself. */
    public long pid() {
        try {
            return server.pid();
        } catch (IOException gone) {
            throw new UncheckedIOException("Expected PostgreSQL to run", gone);
        }
    }

    /** Gives accounts plenty, once. */
    public void fill(Crowd crowd) {
        if (!filled.add(crowd.prefix())) {
            return;
        }
        try (var connection = DriverManager.getConnection(url());
                var insert = connection.prepareStatement("INSERT INTO balance VALUES (?, 1000000, 0)")) {
            connection.setAutoCommit(false);
            for (var number = 0; number < crowd.size(); number++) {
                insert.setObject(1, crowd.account(number).value(), Types.OTHER);
                insert.addBatch();
                if (number % BATCH == BATCH - 1) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
            run("VACUUM ANALYZE balance");
        } catch (SQLException failed) {
            throw new IllegalStateException("Expected to make %d accounts".formatted(crowd.size()), failed);
        }
    }

    /** How many requests with such keys are booked. */
    public long booked(String keys) {
        try (var connection = DriverManager.getConnection(url());
                var count =
                        connection.prepareStatement("SELECT count(*) FROM entry WHERE starts_with(request_key, ?)")) {
            count.setString(1, keys);
            try (var found = count.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("Expected to count entries", failed);
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String schema() {
        try (var file = Objects.requireNonNull(PostgresServer.class.getResourceAsStream("ledger.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException left) {
            throw new UncheckedIOException("PostgreSQL did not stop in order", left);
        }
    }
}
