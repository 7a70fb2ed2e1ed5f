package dev.sluice.gateway.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The rate limit that each API key has.
 *
 * @param requestsPerSecond on average; 0 for no limit
 * @param burst how many may come at once after a pause; a second's worth where it is 0
 */
@ConfigurationProperties("sluice.rate-limit")
record RateLimitSettings(
        @Bindable(defaultValue = "0") int requestsPerSecond,
        @Bindable(defaultValue = "0") int burst) {

    boolean isOn() {
        return requestsPerSecond > 0;
    }

    int burstOrSecond() {
        return burst > 0 ? burst : requestsPerSecond;
    }
}
