package dev.sluice.cli.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that listens on loopback only. What it commits is on the disk. */
public final class LocalPostgres implements AutoCloseable {

    public static final String USER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String PID_FILE = "postmaster.pid";
    private static final int STOP_SECONDS = 20;

    private final EmbeddedPostgres server;
    private final Path data;

    private LocalPostgres(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * Makes the data folder where it is missing, and ends a server that has outlived the process that started it.
     *
     * @param port 0 for any that is free
     * @param password of its owner, where it asks for one
     * @throws IOException when it can't start
     */
    public static LocalPostgres start(Path data, int port, Optional<String> password, Map<String, String> settings)
            throws IOException {
        endOutlived(data);
        Files.createDirectories(data.toAbsolutePath().getParent());
        var log = ProcessBuilder.Redirect.appendTo(
                data.resolveSibling("postgres.log").toFile());
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // Whoever starts it stops it, in the order that is right for it.
                .setRegisterShutdownHook(false)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // The tool that starts it here would turn these off for tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1");
        if (port > 0) {
            builder.setPort(port);
        }
        password.ifPresent(word -> builder.setConnectConfig("password", word));
        settings.forEach(builder::setServerConfig);
        try {
            return new LocalPostgres(builder.start(), data);
        } catch (IllegalStateException | LinkageError notStarted) {
            throw new IOException(String.valueOf(notStarted.getMessage()), notStarted);
        }
    }

    /** A server is no child of the process that started it: it goes on when that is killed, and keeps its folder. */
    private static void endOutlived(Path data) throws IOException {
        var pidFile = data.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        var outlived = ProcessHandle.of(pid(data))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (outlived.isEmpty()) {
            return;
        }
        LOG.info("Ending PostgreSQL {}, which has outlived the process that started it", pid(data));
        outlived.get().destroy();
        if (!hasEnded(outlived.get())) {
            outlived.get().destroyForcibly();
            if (!hasEnded(outlived.get())) {
                throw new IOException("PostgreSQL %d is using %s and does not end".formatted(pid(data), data));
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (ExecutionException | InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL was to end", interrupted);
        }
    }

    private static long pid(Path data) throws IOException {
        try (var lines = Files.lines(data.resolve(PID_FILE))) {
            return Long.parseLong(lines.findFirst().orElse("0").strip());
        }
    }

    /** The process whose children serve the connections. */
    public long pid() throws IOException {
        return pid(data);
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    /** Runs statements that nobody else waits for, as the owner. */
    public void run(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
