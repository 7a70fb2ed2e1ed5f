package dev.sluice.cli.bench.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The way into PostgreSQL: as many connections as it serves well, and a queue before them. */
final class PostgresCaller implements CallSender {

    private static final int STOP_SECONDS = 30;

    private final HikariDataSource connections;
    private final ExecutorService threads;
    private final String keys;
    private final Listener listener;

    PostgresCaller(Door.Postgres door, String keys, Listener listener) {
        var config = new HikariConfig();
        config.setJdbcUrl(door.url());
        config.setMaximumPoolSize(door.connections());
        config.setConnectionInitSql("SET synchronous_commit = " + (door.synchronousCommit() ? "on" : "off"));
        // Prepared on the server from the first call on.
        config.addDataSourceProperty("prepareThreshold", "1");
        this.connections = new HikariDataSource(config);
        this.threads = Executors.newFixedThreadPool(door.connections());
        this.keys = keys;
        this.listener = listener;
    }

    @Override
    public void send(long number, Call call) {
        threads.execute(() -> {
            try (var connection = connections.getConnection()) {
                listener.accepted(number);
                listener.answered(number, run(connection, keys + number, call));
            } catch (SQLException failed) {
                tell(number, failed);
            }
        });
    }

    private static String run(Connection connection, String key, Call call) throws SQLException {
        var result = call.to().isEmpty() ? move(connection, key, call) : transfer(connection, key, call);
        return result.equals("completed") ? "" : result;
    }

    private static String move(Connection connection, String key, Call call) throws SQLException {
        var amount = new BigDecimal(call.amount());
        var none = BigDecimal.ZERO;
        try (var statement = connection.prepareStatement("SELECT move(?, ?, ?, ?, ?, ?)")) {
            statement.setObject(1, UUID.fromString(call.account()), Types.OTHER);
            statement.setString(2, key);
            statement.setString(3, call.type());
            statement.setBigDecimal(4, amount);
            statement.setBigDecimal(5, call.type().equals("hold") ? amount.negate() : amount);
            statement.setBigDecimal(
                    6,
                    switch (call.type()) {
                        case "hold" -> amount;
                        case "release" -> amount.negate();
                        default -> none;
                    });
            return textOf(statement);
        }
    }

    private static String transfer(Connection connection, String key, Call call) throws SQLException {
        var recipients = call.to().stream().map(UUID::fromString).toArray(UUID[]::new);
        try (var statement = connection.prepareStatement("SELECT transfer(?, ?, ?, ?)")) {
            statement.setObject(1, UUID.fromString(call.account()), Types.OTHER);
            statement.setString(2, key);
            statement.setBigDecimal(3, new BigDecimal(call.amount()));
            statement.setArray(4, connection.createArrayOf("uuid", recipients));
            return textOf(statement);
        }
    }

    private static String textOf(PreparedStatement statement) throws SQLException {
        try (var result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    private void tell(long number, SQLException failed) {
        // What a function raises is a refusal; anything else, such as a connection that is gone, is no answer.
        if ("P0001".equals(failed.getSQLState())) {
            listener.answered(number, "insufficient_balance");
        } else {
            listener.failed(number, String.valueOf(failed.getMessage()));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }
}
