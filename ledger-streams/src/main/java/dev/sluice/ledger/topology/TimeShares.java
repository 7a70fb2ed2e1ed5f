package dev.sluice.ledger.topology;

import java.time.Duration;

/**
 * The time of a turn is shared by the partitions that are behind and are served by one thread: while one of them works on what
 * it has left over, the requests of all the others wait. Each thread knows its own.
 */
final class TimeShares {

    private final ThreadLocal<Integer> behind = ThreadLocal.withInitial(() -> 0);

    /** A partition of this thread has something left over. */
    void joined() {
        behind.set(behind.get() + 1);
    }

    /** It has nothing left over any more, or goes. */
    void left() {
        behind.set(Math.max(0, behind.get() - 1));
    }

    /** What one partition may take of this time. */
    Duration of(Duration time) {
        return time.dividedBy(Math.max(1, behind.get()));
    }
}
