package dev.sluice.gateway.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.schema.json.LedgerMapper;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file that the keys are in: a JSON array of objects. It is looked at by what is in it and not by its time, since a
 * container's secret is a link that is turned to another file.
 */
final class ApiKeysFile {

    private static final String EXPECTED =
            "Expected a JSON array of objects with name, sha256, scopes and, where a key ends,"
                    + " expires_at in the API keys file ";

    private final String path;
    private byte[] read = {};

    ApiKeysFile(String path) {
        this.path = path;
    }

    private record KeyInFile(
            @Nullable String name,
            @Nullable String sha256,
            @Nullable List<String> scopes,
            Optional<String> expiresAt) {}

    /** The keys that are in it; empty where that is the same as when it was last read, or there is no file. */
    Optional<List<ApiKeySettings>> readIfChanged() {
        if (path.isBlank()) {
            return Optional.empty();
        }
        var bytes = bytes();
        if (Arrays.equals(bytes, read)) {
            return Optional.empty();
        }
        // Also where it can't be used: that is told once, and not at each look.
        read = bytes;
        return Optional.of(keys(bytes));
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException notReadable) {
            throw new ConfigurationException("Expected to read the API keys file " + path + ", but can't", notReadable);
        }
    }

    /** Nothing of the file is repeated in a message, in case somebody wrote a key into it. */
    private List<ApiKeySettings> keys(byte[] bytes) {
        try {
            var keys = LedgerMapper.create().readValue(bytes, KeyInFile[].class);
            return Stream.of(keys).map(this::settings).toList();
        } catch (JsonProcessingException notKeys) {
            throw new ConfigurationException(EXPECTED + path);
        } catch (IOException impossible) {
            throw new IllegalStateException("Expected bytes in memory to be readable", impossible);
        }
    }

    private ApiKeySettings settings(@Nullable KeyInFile key) {
        if (key == null || key.name() == null || key.sha256() == null || key.scopes() == null) {
            throw new ConfigurationException(EXPECTED + path);
        }
        return new ApiKeySettings(key.name(), key.sha256(), key.scopes(), key.expiresAt());
    }
}
