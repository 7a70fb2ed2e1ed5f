package dev.sluice.gateway.security;

import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.security.authentication.Authentication;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;

/** A key that is accepted, known by its hash. */
final class ApiKey {

    private static final int SHA256_BYTES = 32;

    private final byte[] hash;
    private final Instant expiresAt;
    private final Authentication authentication;

    private ApiKey(byte[] hash, Instant expiresAt, Authentication authentication) {
        this.hash = hash;
        this.expiresAt = expiresAt;
        this.authentication = authentication;
    }

    static ApiKey of(ApiKeySettings settings) {
        var name = settings.name();
        var scopes = settings.scopes();
        if (name.isBlank() || !name.matches("[\\x21-\\x7e]{1,64}")) {
            throw new ConfigurationException("Expected a name of 1 to 64 printable characters for each API key");
        }
        if (scopes.isEmpty() || !Scopes.ALL.containsAll(scopes)) {
            throw new ConfigurationException(
                    "Expected scopes of read, write, admin for the API key %s, but got %s".formatted(name, scopes));
        }
        var expiresAt = settings.expiresAt().map(text -> instant(name, text)).orElse(Instant.MAX);
        return new ApiKey(hash(name, settings.sha256()), expiresAt, Authentication.build(name, scopes));
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw new ConfigurationException(
                    "Expected expires_at of the API key %s as 2027-01-31T00:00:00Z, but got %s".formatted(name, text));
        }
    }

    private static byte[] hash(String name, String sha256) {
        try {
            var hash = HexFormat.of().parseHex(sha256.strip());
            if (hash.length == SHA256_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // The message below says it; the configured text itself is not repeated, in case it is the key.
        }
        throw new ConfigurationException(
                "Expected the 64 hexadecimal digits of a SHA-256 for the API key %s: printf %%s \"$KEY\" | sha256sum"
                        .formatted(name));
    }

    boolean hasHash(byte[] candidate) {
        return MessageDigest.isEqual(hash, candidate);
    }

    boolean hasExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    Authentication authentication() {
        return authentication;
    }
}
