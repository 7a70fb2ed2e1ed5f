package dev.sluice.gateway.security;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All keys that are accepted: those under {@code sluice.keys} and those of the file {@code sluice.api-keys-file}, a JSON array
 * of objects with the same fields. Made at the start, so that a gateway that nobody could use does not come up. The file is
 * read again when it changes, so that a key comes and goes without a restart.
 */
@Context
final class ApiKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

    private final List<ApiKeySettings> configured;
    private final ApiKeysFile file;
    private final InstantSource clock;
    private volatile List<ApiKey> keys;

    @Inject
    ApiKeys(List<ApiKeySettings> configured, @Value("${sluice.api-keys-file:}") String file) {
        this(configured, file, InstantSource.system());
    }

    ApiKeys(List<ApiKeySettings> configured, String file, InstantSource clock) {
        this.configured = configured;
        this.file = new ApiKeysFile(file);
        this.clock = clock;
        this.keys = with(this.file.readIfChanged().orElse(List.of()));
    }

    /** A file that can't be used changes nothing: the keys that there were are better than none. */
    @Scheduled(initialDelay = "${sluice.api-keys-interval:10s}", fixedDelay = "${sluice.api-keys-interval:10s}")
    void readAgain() {
        try {
            file.readIfChanged().ifPresent(changed -> {
                keys = with(changed);
                LOG.info("The API keys file has changed; {} keys are accepted from now on", keys.size());
            });
        } catch (ConfigurationException unusable) {
            LOG.error("The API keys stay as they were: {}", unusable.getMessage());
        }
    }

    private List<ApiKey> with(List<ApiKeySettings> inFile) {
        var all = Stream.concat(configured.stream(), inFile.stream())
                .map(ApiKey::of)
                .toList();
        if (all.isEmpty()) {
            throw new ConfigurationException(
                    "Expected at least one API key, but none is configured: name a JSON file of [{\"name\","
                            + " \"sha256\", \"scopes\"}] in SLUICE_API_KEYS_FILE, or list keys under sluice.keys");
        }
        return all;
    }

    /** Compares with every key, also after a match, so that time tells nothing. */
    Optional<Authentication> find(String key) {
        var hash = sha256(key);
        var now = clock.instant();
        Optional<Authentication> found = Optional.empty();
        for (var known : keys) {
            if (known.hasHash(hash) && !known.hasExpired(now)) {
                found = Optional.of(known.authentication());
            }
        }
        return found;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
