package dev.sluice.gateway.client;

import java.util.Optional;

/**
 * On whose behalf a request is sent; goes with it as Kafka headers.
 *
 * @param requestId the name of the HTTP request; the caller may have chosen it, so it need not be unique
 * @param apiKey the name of the API key, which this gateway has checked; absent where it asks for itself
 * @param traceparent W3C trace context
 */
public record Caller(String requestId, Optional<String> apiKey, Optional<String> traceparent) {}
