package dev.sluice.gateway.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One caller's limit, by the generic cell rate algorithm: a single number, the time at which the caller would be even, moves
 * ahead with each call and is never let further ahead than the burst.
 */
final class RateLimit {

    /** The limiter's verdict on one call. */
    record Verdict(boolean allowed, long remaining, long wholeAgainSeconds, long retryAfterSeconds) {}

    private final long intervalNanos;
    private final long burstNanos;
    private final AtomicLong evenAt;

    RateLimit(RateLimitSettings settings, long nowNanos) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / settings.requestsPerSecond();
        this.burstNanos = intervalNanos * settings.burstOrSecond();
        this.evenAt = new AtomicLong(nowNanos);
    }

    Verdict take(long nowNanos) {
        while (true) {
            var before = evenAt.get();
            var after = (before - nowNanos > 0 ? before : nowNanos) + intervalNanos;
            var ahead = after - nowNanos;
            if (ahead > burstNanos) {
                return new Verdict(false, 0, seconds(before - nowNanos), seconds(ahead - burstNanos));
            }
            if (evenAt.compareAndSet(before, after)) {
                return new Verdict(true, (burstNanos - ahead) / intervalNanos, seconds(ahead), 0);
            }
        }
    }

    private static long seconds(long nanos) {
        return Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
    }
}
