package dev.sluice.cli.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The node's own API key, made at its first start. The gateway gets the hash. */
public final class ApiKeyFile {

    private static final String NAME = "api-key";
    private static final String PREFIX = "sk_";

    private final SecretFile file;

    private ApiKeyFile(SecretFile file) {
        this.file = file;
    }

    /** The file of the node whose data folder this is. */
    public static ApiKeyFile in(Path folder) {
        return new ApiKeyFile(SecretFile.in(folder, NAME));
    }

    /** The key that is kept, if there is one that this user may read. */
    public Optional<String> read() {
        return file.read();
    }

    /** The key that is kept; the first time, one that is made. */
    String readOrMake() {
        return file.readOrMake(PREFIX);
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
}
