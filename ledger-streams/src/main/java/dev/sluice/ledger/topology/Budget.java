package dev.sluice.ledger.topology;

import java.time.Duration;

/**
 * How much may be done before others have their turn: so many items, and so much time. An item is a posting that is booked
 * because time has passed, a postponed record that is done, or a row that is forgotten.
 */
final class Budget {

    private static final Duration ANY_TIME = Duration.ofDays(365);

    private final long stopAt;
    private int itemsLeft;

    private Budget(int items, Duration time) {
        this.itemsLeft = items;
        this.stopAt = System.nanoTime() + time.toNanos();
    }

    /** So much may be done from now on. */
    static Budget of(int items, Duration time) {
        return new Budget(items, time);
    }

    /** So much may be done, however long it takes. */
    static Budget of(int items) {
        return new Budget(items, ANY_TIME);
    }

    /** What was begun is finished, so the last thing may be more than what was left. */
    void spend(int items) {
        itemsLeft -= items;
    }

    boolean isSpent() {
        return itemsLeft <= 0 || System.nanoTime() - stopAt >= 0;
    }
}
