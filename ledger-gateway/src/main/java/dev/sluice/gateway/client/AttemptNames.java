package dev.sluice.gateway.client;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for attempts. A caller that repeats a request may repeat its {@code X-Request-Id} too, even while the first attempt
 * is waiting; so the name on the record is the caller's, a slash, and a part that no other attempt has. Searching the topic
 * for the caller's name still finds all its attempts.
 */
final class AttemptNames {

    private final String instance;
    private final AtomicLong count = new AtomicLong();

    AttemptNames() {
        var random = new byte[6];
        new SecureRandom().nextBytes(random);
        this.instance = HexFormat.of().formatHex(random);
    }

    String next(String requestId) {
        return requestId + "/" + instance + "-" + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }
}
