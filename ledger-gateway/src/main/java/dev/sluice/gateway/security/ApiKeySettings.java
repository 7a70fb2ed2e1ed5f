package dev.sluice.gateway.security;

import io.micronaut.context.annotation.EachProperty;
import java.util.List;
import java.util.Optional;

/**
 * One key in the configuration.
 *
 * @param name who it belongs to: shown in logs, on Kafka records, and in the journal for ever
 * @param sha256 the SHA-256 of the key, in hexadecimal
 * @param scopes of {@link Scopes}
 * @param expiresAt RFC 3339 in UTC: from then on the key is unknown; for good where there is none
 */
@EachProperty(value = "sluice.keys", list = true)
public record ApiKeySettings(String name, String sha256, List<String> scopes, Optional<String> expiresAt) {}
