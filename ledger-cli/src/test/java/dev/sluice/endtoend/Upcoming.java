package dev.sluice.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * An instant that lay a little ahead, and what was made and seen clearly before it. The ledger's time is the broker's, so
 * "clearly" leaves room for two clocks that differ.
 */
record Upcoming<T>(Instant at, T seen) {

    private static final Duration MARGIN = Duration.ofMillis(250);
    private static final Duration NEAREST = Duration.ofMillis(1_500);
    private static final Duration FARTHEST = Duration.ofSeconds(30);

    /** What makes and looks at things is told an instant, and a later one where it was not done in time. */
    static <T> Upcoming<T> instant(Function<Instant, T> before) {
        for (var ahead = NEAREST; ahead.compareTo(FARTHEST) < 0; ahead = ahead.multipliedBy(2)) {
            var at = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
            try {
                var seen = before.apply(at);
                if (isClearlyBefore(at)) {
                    return new Upcoming<>(at, seen);
                }
            } catch (AssertionError unexpected) {
                if (isClearlyBefore(at)) {
                    throw unexpected;
                }
            }
        }
        throw new AssertionError("What comes before the instant took longer than " + FARTHEST);
    }

    /** Returns when the instant is clearly past. */
    Upcoming<T> passes() {
        Awaitility.await("an instant")
                .atMost(FARTHEST.multipliedBy(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Instant.now().isAfter(at.plus(MARGIN)));
        return this;
    }

    private static boolean isClearlyBefore(Instant at) {
        return Instant.now().isBefore(at.minus(MARGIN));
    }
}
