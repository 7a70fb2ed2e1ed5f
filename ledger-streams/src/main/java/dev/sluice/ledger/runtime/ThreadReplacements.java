package dev.sluice.ledger.runtime;

import dev.sluice.ledger.standstill.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The ends of threads and the pauses before their successors. The first successor comes at once; where one thread ends after
 * the other, each waits longer than the last, up to a second, so that a lasting fault burns no processor and fills no log.
 */
final class ThreadReplacements {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    /** A thread that ends after so long without another is a first one again. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final Duration BETWEEN_TRACES = Duration.ofMinutes(1);
    private static final int TRACES_AT_FIRST = 3;

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private Optional<Ends> ends = Optional.empty();
    private int inARow;
    private long lastNanos;
    private long lastTraceNanos;

    /**
     * The threads that have ended since the process started.
     *
     * @param last when the last one ended
     * @param fault what ended it
     */
    record Ends(int count, Instant last, String fault) {}

    /**
     * The response to the end of a thread.
     *
     * @param pause before its successor begins
     * @param withTrace whether the log gets the whole fault, or a line
     */
    record Replacement(Duration pause, boolean withTrace) {}

    /** No thread has ended yet. */
    ThreadReplacements(InstantSource clock, LongSupplier nanoClock) {
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /** A thread has ended. */
    synchronized Replacement ended(Throwable fault) {
        var now = nanoClock.getAsLong();
        inARow = inARow > 0 && now - lastNanos <= QUIET.toNanos() ? inARow + 1 : 1;
        lastNanos = now;
        ends = Optional.of(new Ends(
                ends.map(Ends::count).orElse(0) + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Fault.nameOf(rootOf(fault))));
        var withTrace = inARow <= TRACES_AT_FIRST || now - lastTraceNanos >= BETWEEN_TRACES.toNanos();
        if (withTrace) {
            lastTraceNanos = now;
        }
        return new Replacement(pause(), withTrace);
    }

    /** The threads that have ended, if any has. */
    synchronized Optional<Ends> ends() {
        return ends;
    }

    private Duration pause() {
        if (inARow == 1) {
            return Duration.ZERO;
        }
        var doublings = Math.min(inARow - 2, Long.SIZE / 4);
        var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    }

    /** Kafka Streams wraps what it was given. */
    private static Throwable rootOf(Throwable fault) {
        var innermost = fault;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
