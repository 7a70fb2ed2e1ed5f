package dev.sluice.gateway.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of history, read through a pool of its own. Nobody connects before the first question, and a database that is slow or
 * gone costs those who ask for the past an answer, and nobody else anything.
 */
@Singleton
final class HistoryDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryDatabase.class);
    private static final long CONNECT_MS = 2_000;
    private static final String CANCELED = "57014";
    private static final String NO_TABLE = "42P01";
    private static final String NO_SCHEMA = "3F000";
    private static final String FETCHED_AT_ONCE = "500";

    private final HistorySettings settings;
    private @Nullable HikariDataSource pool;

    HistoryDatabase(HistorySettings settings) {
        this.settings = settings;
    }

    /** The making of something of one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A number of statements that all see the same state of the tables. */
    @FunctionalInterface
    interface Look<T> {
        T at(Tables tables) throws SQLException;
    }

    /** The tables as they were when a look began. */
    static final class Tables {

        private final Connection connection;

        private Tables(Connection connection) {
            this.connection = connection;
        }

        <T> List<T> rows(Sql sql, RowReader<T> reader) throws SQLException {
            try (var statement = sql.prepared(connection);
                    var rows = statement.executeQuery()) {
                var read = new ArrayList<T>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        }

        <T> Optional<T> row(Sql sql, RowReader<T> reader) throws SQLException {
            return rows(sql, reader).stream().findFirst();
        }
    }

    /** Asks all that the look asks, of one state of the tables. */
    <T> T look(Look<T> look) {
        try (var connection = pool().getConnection()) {
            try {
                return look.at(new Tables(connection));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.equals(CANCELED)) {
            return HistoryFailure.timeout(
                    "Expected an answer within the time that a question to history may take, but it takes longer; ask"
                            + " for less");
        }
        if (state.equals(NO_TABLE) || state.equals(NO_SCHEMA)) {
            return HistoryFailure.unavailable("Expected the tables of history, but they have not been made yet");
        }
        if (isOfTheWay(e, state)) {
            LOG.warn("History can't be reached: {}", e.toString());
            return HistoryFailure.unavailable("Expected to reach history, but it can't be reached now");
        }
        return new IllegalStateException("Expected history to understand the question, but got " + state, e);
    }

    /** Connections that can't be had, break, or are ended by the server: all but mistakes in what was asked. */
    private static boolean isOfTheWay(SQLException e, String state) {
        return e instanceof java.sql.SQLTransientConnectionException
                || e.getSQLState() == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("28")
                || state.startsWith("3D");
    }

    private synchronized HikariDataSource pool() {
        if (!settings.isConfigured()) {
            throw HistoryFailure.unavailable("Expected a history to ask, but this gateway is configured without one");
        }
        if (pool == null) {
            pool = new HikariDataSource(configuration());
        }
        return pool;
    }

    private HikariConfig configuration() {
        var hikari = new HikariConfig();
        hikari.setPoolName("sluice-history");
        hikari.setJdbcUrl(settings.jdbcUrl());
        if (!settings.user().isEmpty()) {
            hikari.setUsername(settings.user());
            hikari.setPassword(settings.password());
        }
        hikari.setMaximumPoolSize(settings.connections());
        hikari.setMinimumIdle(0);
        hikari.setInitializationFailTimeout(-1);
        hikari.setConnectionTimeout(CONNECT_MS);
        hikari.setAutoCommit(false);
        hikari.setReadOnly(true);
        // What is asked in several statements is about one state of the tables.
        hikari.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        var timeoutMs = settings.statementTimeout().toMillis();
        hikari.addDataSourceProperty("currentSchema", settings.schema() + ",public");
        // The best way to the rows depends on the values: a rare word of metadata is looked up, a common one met on the
        // way.
        hikari.addDataSourceProperty(
                "options", "-c plan_cache_mode=force_custom_plan -c statement_timeout=" + timeoutMs);
        hikari.addDataSourceProperty("connectTimeout", "2");
        hikari.addDataSourceProperty("socketTimeout", Long.toString(timeoutMs / 1000 + 5));
        hikari.addDataSourceProperty("defaultRowFetchSize", FETCHED_AT_ONCE);
        hikari.addDataSourceProperty("ApplicationName", "sluice-gateway");
        return hikari;
    }

    @PreDestroy
    synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
