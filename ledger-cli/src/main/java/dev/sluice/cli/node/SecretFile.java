package dev.sluice.cli.node;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A secret that is made once and kept in clear, so that it can be shown again, in a file that only its owner may read. */
final class SecretFile {

    /** As many as a SHA-256 has: more could not be told apart. */
    private static final int RANDOM_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    private SecretFile(Path file) {
        this.file = file;
    }

    static SecretFile in(Path folder, String name) {
        return new SecretFile(folder.resolve(name));
    }

    /** The secret that is kept, if there is one that this user may read. */
    Optional<String> read() {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The secret that is kept; the first time, one that is made. */
    String readOrMake() {
        return readOrMake("");
    }

    /** @param prefix of one that is made */
    String readOrMake(String prefix) {
        return read().orElseGet(() -> make(prefix));
    }

    private String make(String prefix) {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        var secret = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            // Written aside and then renamed, so that a kill leaves a whole one or none.
            var draft =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", ownerOnly());
            Files.writeString(draft, secret + System.lineSeparator());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return secret;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private CommandFailure failure(IOException cause) {
        return new CommandFailure(
                ExitCode.CANNOT_START, "The secret at %s can't be read or made (%s).".formatted(file, cause), cause);
    }
}
