package dev.sluice.cli.node;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The node's own API key: made at its first start and kept in clear, so that it can be shown again, in a file that only
 * its owner may read. The gateway gets the hash.
 */
public final class ApiKeyFile {

    private static final String NAME = "api-key";
    private static final String PREFIX = "sk_";

    /** As many as a SHA-256 has: more could not be told apart. */
    private static final int RANDOM_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    private ApiKeyFile(Path file) {
        this.file = file;
    }

    /** The file of the node whose data folder this is. */
    public static ApiKeyFile in(Path folder) {
        return new ApiKeyFile(folder.resolve(NAME));
    }

    /** The key that is kept, if there is one that this user may read. */
    public Optional<String> read() {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The key that is kept; the first time, one that is made. */
    String readOrMake() {
        return read().orElseGet(this::make);
    }

    private String make() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            // Written aside and then renamed, so that a kill leaves a whole key or none.
            var draft = Files.createTempFile(file.getParent(), NAME, ".new", ownerOnly());
            Files.writeString(draft, key + System.lineSeparator());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return key;
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

    /** What the gateway knows a key by. */
    public static String sha256(String key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }

    private CommandFailure failure(IOException cause) {
        return new CommandFailure(
                ExitCode.CANNOT_START, "The API key at %s can't be read or made (%s).".formatted(file, cause), cause);
    }
}
