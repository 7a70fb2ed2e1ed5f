package dev.sluice.history.writer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.history.HistoryDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The real PostgreSQL, one server for all tests of this JVM, with a schema of its own for each history. */
final class TestDatabase implements AutoCloseable {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    final HistoryDatabase database;
    final HikariDataSource connections;

    private TestDatabase(HistoryDatabase database) {
        this.database = database;
        this.connections = database.connect(4);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** With empty tables, and a position for each partition. */
    static TestDatabase create(int partitions) throws SQLException {
        var database = new HistoryDatabase(
                SERVER.getJdbcUrl("postgres", "postgres"),
                "postgres",
                "postgres",
                "history_" + SCHEMAS.incrementAndGet());
        database.migrate();
        var created = new TestDatabase(database);
        try (var connection = created.connections.getConnection()) {
            Positions.create(connection, partitions);
            connection.commit();
        }
        return created;
    }

    /** The rows that a query gives, each as one text. */
    List<String> rows(String sql) throws SQLException {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT r::text FROM (%s) AS r".formatted(sql))) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
