package dev.sluice.cli.node;

import dev.sluice.cli.postgres.LocalPostgres;
import dev.sluice.history.HistoryConfig;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.history.writer.HistoryWriter;
import dev.sluice.history.writer.WriterStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past of a node: the writer, and the PostgreSQL where it has one of its own. It starts behind the node, which never waits
 * for it, and where it can't start the node goes on without.
 */
public final class NodeHistory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeHistory.class);

    /** In the data of a server that was set up to its end: one without it was killed before, and is made again. */
    private static final String COMPLETE = "sluice-complete";

    /** Modest: the ledger has the machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "128MB",
            "max_wal_size", "1GB",
            "wal_compression", "on",
            "max_connections", "40");

    private final HistoryPlace place;
    private final Path folder;
    private final Optional<HistoryDatabase> database;
    private @Nullable Thread starting;
    private @Nullable LocalPostgres server;
    private @Nullable HistoryWriter writer;
    private boolean closed;
    private volatile String trouble = "";

    private NodeHistory(HistoryPlace place, Path folder, Optional<HistoryDatabase> database) {
        this.place = place;
        this.folder = folder;
        this.database = database;
        if (place instanceof HistoryPlace.Embedded && database.isEmpty()) {
            trouble = "there is no PostgreSQL for this machine among the jars";
        }
    }

    /** Decides where it will be, and starts nothing. */
    static NodeHistory at(HistoryPlace place, Path folder) {
        return new NodeHistory(
                place,
                folder,
                switch (place) {
                    case HistoryPlace.None none -> Optional.empty();
                    case HistoryPlace.Elsewhere elsewhere -> Optional.of(elsewhere.database());
                    case HistoryPlace.Embedded embedded -> embedded(folder);
                });
    }

    private static Optional<HistoryDatabase> embedded(Path folder) {
        if (!hasBinaries()) {
            LOG.warn("There is no PostgreSQL for this machine among the jars: the node runs without history.");
            return Optional.empty();
        }
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(folder);
            var password = SecretFile.in(folder, "password").readOrMake();
            return Optional.of(new HistoryDatabase(
                    "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(probe.getLocalPort()),
                    LocalPostgres.USER,
                    password,
                    HistoryDatabase.SCHEMA_DEFAULT));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static boolean hasBinaries() {
        var system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        var machine = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
        return NodeHistory.class.getResource("/postgres-%s-%s.txz".formatted(system, machine)) != null;
    }

    /** The database, if there is one; it may not answer yet. */
    public Optional<HistoryDatabase> database() {
        return database;
    }

    /** Starts it behind whatever else happens. */
    void startInBackground(String bootstrapServers, MeterRegistry meters) {
        starting = database.map(at -> Thread.ofPlatform()
                        .name("history-start")
                        .daemon()
                        .start(() -> start(at, bootstrapServers, meters)))
                .orElse(null);
    }

    private synchronized void start(HistoryDatabase at, String bootstrapServers, MeterRegistry meters) {
        if (closed) {
            return;
        }
        try {
            if (place instanceof HistoryPlace.Embedded) {
                server = startServer(at);
            }
            writer = HistoryWriter.start(
                    new HistoryConfig(
                            // One name for good: a node that was killed has its partitions at once when it is back.
                            Map.of("bootstrap.servers", bootstrapServers, "group.instance.id", "single-node"),
                            "ledger.",
                            at,
                            1,
                            HistoryConfig.BATCH_MAX_DEFAULT),
                    new WriterStatus(meters));
        } catch (IOException | SQLException failed) {
            trouble = String.valueOf(failed.getMessage());
            LOG.warn("The node runs without history: its PostgreSQL could not start.", failed);
        }
    }

    private LocalPostgres startServer(HistoryDatabase at) throws IOException, SQLException {
        var data = folder.resolve("postgres");
        var port = Integer.parseInt(at.url().replaceAll(".*:(\\d+)/.*", "$1"));
        if (!Files.exists(data.resolve(COMPLETE))) {
            delete(data);
        }
        var started = LocalPostgres.start(data, port, Optional.of(at.password()), SETTINGS);
        if (!Files.exists(data.resolve(COMPLETE))) {
            askForPassword(started, data, at.password());
        }
        return started;
    }

    /** As it is made it lets in whoever is on this machine. */
    private static void askForPassword(LocalPostgres started, Path data, String password)
            throws IOException, SQLException {
        started.run("ALTER ROLE %s PASSWORD '%s'".formatted(LocalPostgres.USER, password));
        Files.writeString(data.resolve("pg_hba.conf"), """
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            """);
        started.run("SELECT pg_reload_conf()");
        Files.createFile(data.resolve(COMPLETE));
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        if (starting == null) {
            return;
        }
        synchronized (this) {
            closed = true;
            if (writer != null) {
                writer.close();
            }
            if (server != null) {
                try {
                    server.close();
                } catch (IOException left) {
                    LOG.warn("PostgreSQL did not stop in order; the next start will end it.", left);
                }
            }
        }
    }

    /** For the terminal. */
    @Override
    public String toString() {
        if (!trouble.isEmpty()) {
            return "none: " + trouble;
        }
        return database.map(HistoryDatabase::toString).orElse("none");
    }
}
