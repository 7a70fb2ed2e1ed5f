package dev.sluice.gateway.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.schema.json.LedgerMapper;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.security.authentication.Authentication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All keys that are accepted: those under {@code sluice.keys} and those of the file {@code sluice.api-keys-file}, a JSON array
 * of objects with the same fields. Made at the start, so that a gateway that nobody could use does not come up.
 */
@Context
final class ApiKeys {

    private final List<ApiKey> keys;

    ApiKeys(List<ApiKeySettings> configured, @Value("${sluice.api-keys-file:}") String file) {
        this.keys = Stream.concat(configured.stream(), read(file).stream())
                .map(key -> ApiKey.of(key.name(), key.sha256(), key.scopes()))
                .toList();
        if (keys.isEmpty()) {
            throw new ConfigurationException(
                    "Expected at least one API key, but none is configured: name a JSON file of [{\"name\","
                            + " \"sha256\", \"scopes\"}] in SLUICE_API_KEYS_FILE, or list keys under sluice.keys");
        }
    }

    /** Compares with every key, also after a match, so that time tells nothing. */
    Optional<Authentication> find(String key) {
        var hash = sha256(key);
        Optional<Authentication> found = Optional.empty();
        for (var known : keys) {
            if (known.hasHash(hash)) {
                found = Optional.of(known.authentication());
            }
        }
        return found;
    }

    private record KeyInFile(String name, String sha256, List<String> scopes) {}

    private static List<ApiKeySettings> read(String file) {
        if (file.isBlank()) {
            return List.of();
        }
        try {
            var keys = LedgerMapper.create().readValue(Files.readAllBytes(Path.of(file)), KeyInFile[].class);
            return Stream.of(keys)
                    .map(key -> new ApiKeySettings(key.name(), key.sha256(), key.scopes()))
                    .toList();
        } catch (JsonProcessingException notKeys) {
            throw new ConfigurationException(
                    "Expected a JSON array of objects with name, sha256 and scopes in the API keys file " + file);
        } catch (IOException notReadable) {
            throw new ConfigurationException("Expected to read the API keys file " + file + ", but can't", notReadable);
        }
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
