package dev.sluice.history.writer;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The real database behind connections of which one fails, once, at a step that the test chooses. */
final class FailingDatabase implements DataSource {

    private static final Set<String> STEPS =
            Set.of("prepareStatement", "execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "unwrap");

    private final DataSource real;
    private final Fault fault;
    private int stepsLeft;

    /** @param step counted from 1, over all connections */
    FailingDatabase(DataSource real, Fault fault, int step) {
        this.real = real;
        this.fault = fault;
        this.stepsLeft = step;
    }

    boolean hasFailed() {
        return stepsLeft <= 0;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = real.getConnection();
        return proxy(Connection.class, connection, connection);
    }

    private <T> T proxy(Class<T> type, T target, Connection connection) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    var isStep = STEPS.contains(method.getName()) && --stepsLeft == 0;
                    if (isStep && fault == Fault.CUT_BEFORE) {
                        connection.abort(Runnable::run);
                    }
                    if (isStep && fault != Fault.CUT_AFTER) {
                        throw new SQLException("made to fail at " + method.getName());
                    }
                    var result = invoke(target, method, arguments);
                    if (isStep) {
                        connection.abort(Runnable::run);
                        throw new SQLException("made to fail after " + method.getName());
                    }
                    return switch (result) {
                        case PreparedStatement statement -> proxy(PreparedStatement.class, statement, connection);
                        case Statement statement -> proxy(Statement.class, statement, connection);
                        case null, default -> result;
                    };
                }));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
