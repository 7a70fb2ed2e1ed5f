package dev.sluice.gateway.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * The line of requests that wait for one partition of the ledger. A partition answers in the order in which it was asked: where more
 * wait than it has answered within a while, the next one would wait longer than that, and is better told so at once. Each
 * partition has a line of its own, so that one that stands still takes no places from the others.
 */
final class WaitingLine {

    /** So many may always wait: what a partition can do is not known before it has been asked. */
    static final int ALWAYS = 256;

    /** A line that was long is long until it is as short as this, lest one that is being cut short counts as a new one each time. */
    private static final int SHORT = ALWAYS / 2;

    private final long waitMaxNanos;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Long> answeredAt = new ArrayDeque<>();
    private int waiting;
    private boolean isLong;
    private long longSince;

    WaitingLine(Duration waitMax, LongSupplier nanoTime) {
        this.waitMaxNanos = waitMax.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Begins to wait, unless that is expected to take too long.
     *
     * <p>Many that come at once after a quiet time are taken: nobody knows yet how fast they will be answered. When the line has been
     * long for a while, as many are taken as are answered.
     */
    synchronized boolean join() {
        var now = nanoTime.getAsLong();
        forgetAnswersBefore(now - waitMaxNanos);
        if (isLong && now - longSince > waitMaxNanos && waiting >= Math.max(ALWAYS, answeredAt.size())) {
            return false;
        }
        joinAnyway();
        return true;
    }

    /** Begins to wait, however long that may take. */
    synchronized void joinAnyway() {
        waiting++;
        if (!isLong && waiting >= ALWAYS) {
            isLong = true;
            longSince = nanoTime.getAsLong();
        }
    }

    /** One waits no more. */
    synchronized void leave(boolean isAnswered) {
        waiting--;
        isLong = isLong && waiting > SHORT;
        if (isAnswered) {
            var now = nanoTime.getAsLong();
            forgetAnswersBefore(now - waitMaxNanos);
            answeredAt.addLast(now);
        }
    }

    private void forgetAnswersBefore(long instant) {
        while (!answeredAt.isEmpty() && answeredAt.getFirst() - instant < 0) {
            answeredAt.removeFirst();
        }
    }
}
