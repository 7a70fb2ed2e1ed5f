package dev.sluice.cli.node;

import dev.sluice.cli.postgres.LocalPostgres;
import dev.sluice.history.HistoryDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The address of the history of a node that runs on this machine, for commands of another process. */
public final class NodeHistoryAddress {

    private static final int PORT_LINE = 3;

    private final Path folder;

    private NodeHistoryAddress(Path folder) {
        this.folder = folder;
    }

    /** Of the node whose data folder this is. */
    public static NodeHistoryAddress in(Path data) {
        return new NodeHistoryAddress(data.resolve("history"));
    }

    /** Its PostgreSQL, if one runs; that writes its port itself. */
    public Optional<HistoryDatabase> read() {
        var pidFile = folder.resolve("postgres").resolve("postmaster.pid");
        try {
            if (!Files.isReadable(pidFile)) {
                return Optional.empty();
            }
            var port = Files.readAllLines(pidFile).get(PORT_LINE).strip();
            return SecretFile.in(folder, "password")
                    .read()
                    .map(password -> new HistoryDatabase(
                            "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port),
                            LocalPostgres.USER,
                            password,
                            HistoryDatabase.SCHEMA_DEFAULT));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
