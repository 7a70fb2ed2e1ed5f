package dev.sluice.gateway.history;

import dev.sluice.history.HistoryDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, one for all tests of a run, in which each test has a schema of its own with history's tables. */
final class PastDatabase {

    private static final Path MIGRATIONS =
            Path.of("..", "ledger-history", "src", "main", "resources", "dev", "sluice", "history", "migration");
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private final String schema = "past_" + SCHEMAS.incrementAndGet();

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema with the tables that the writer's migrations make, empty. */
    static PastDatabase migrated() {
        var database = new PastDatabase();
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var migrations = Files.list(MIGRATIONS)) {
            statement.execute("create schema " + database.schema);
            for (var migration : migrations.sorted().toList()) {
                statement.execute(Files.readString(migration));
            }
            // The writer makes a partition for each month; here one is enough.
            statement.execute("create table entry_all partition of entry default");
            statement.execute("create table posting_all partition of posting default");
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    /** The name of a schema that is not there yet. */
    static PastDatabase named() {
        return new PastDatabase();
    }

    /** The same place, as the writer names it. */
    HistoryDatabase history() {
        return new HistoryDatabase(SERVER.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", schema);
    }

    Connection connection() throws SQLException {
        var connection = SERVER.getPostgresDatabase().getConnection();
        connection.setSchema(schema);
        try (var statement = connection.createStatement()) {
            statement.execute("set search_path to " + schema + ", public");
        }
        return connection;
    }

    /** What a gateway is started with to ask here. */
    Map<String, Object> settings() {
        return Map.of(
                "sluice.history.jdbc-url", SERVER.getJdbcUrl("postgres", "postgres"), "sluice.history.schema", schema);
    }
}
