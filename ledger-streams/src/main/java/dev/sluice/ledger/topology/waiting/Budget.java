package dev.sluice.ledger.topology.waiting;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The budget of a turn, so that others have theirs: a number of items, and a time. An item is a posting that is booked because
 * time has passed, a postponed record that is done, or a row that is forgotten.
 */
public final class Budget {

    private final LongSupplier nanoClock;
    private final long beganAt;
    private final Duration time;
    private int itemsLeft;

    private Budget(int items, Duration time, LongSupplier nanoClock) {
        this.itemsLeft = items;
        this.time = time;
        this.nanoClock = nanoClock;
        this.beganAt = nanoClock.getAsLong();
    }

    /** So much may be done from now on. */
    public static Budget of(int items, Duration time, LongSupplier nanoClock) {
        return new Budget(items, time, nanoClock);
    }

    /** So much may be done, however long it takes. */
    public static Budget of(int items) {
        return new Budget(items, Duration.ofNanos(1), () -> 0);
    }

    /** What was begun is finished, so the last thing may be more than what was left. */
    public void spend(int items) {
        itemsLeft -= items;
    }

    public boolean isSpent() {
        return itemsLeft <= 0 || took(nanoClock.getAsLong()) >= time.toNanos();
    }

    /** How long ago it began, in nanoseconds. */
    public long took(long now) {
        return now - beganAt;
    }
}
