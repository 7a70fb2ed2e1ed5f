package dev.sluice.cli.node;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in a node's folder that says where the ledger's health was last told, so that other commands find it. */
public final class HealthAddressFile {

    private static final String NAME = "health-address";

    private final Path file;

    private HealthAddressFile(Path file) {
        this.file = file;
    }

    /** The file of the node whose data folder this is. */
    public static HealthAddressFile in(Path folder) {
        return new HealthAddressFile(folder.resolve(NAME));
    }

    /** The address that is kept, if there is one that this user may read. */
    public Optional<URI> read() {
        try {
            return Files.isReadable(file)
                    ? Optional.of(URI.create(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw failure(unreadable);
        }
    }

    void keep(URI address) {
        try {
            Files.writeString(file, address + System.lineSeparator());
        } catch (IOException notWritten) {
            throw failure(notWritten);
        }
    }

    private CommandFailure failure(Exception cause) {
        return new CommandFailure(
                ExitCode.CANNOT_START,
                "The address at %s can't be read or written (%s).".formatted(file, cause),
                cause);
    }
}
