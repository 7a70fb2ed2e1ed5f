package dev.sluice.ledger.topology.background;

import dev.sluice.ledger.topology.waiting.Budget;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.LongSupplier;

/**
 * The order of background turns among the partitions of a thread: while one of them has its turn, the requests of all the
 * others wait. So after a turn the thread is left to requests for as long as the turn took, however many of its partitions are
 * behind; and these have their turns in the order in which they asked. Each thread knows its own.
 */
public final class TurnTaking {

    private final LongSupplier nanoClock;
    private final ThreadLocal<OfThread> ofThread;

    /** The partitions of one thread that wait for a turn, in the order in which they asked. */
    private static final class OfThread {
        private final SequencedSet<Object> waiting = new LinkedHashSet<>();
        private long requestsUntil;

        OfThread(long now) {
            this.requestsUntil = now;
        }
    }

    /** A new beginning: nobody has had a turn. */
    public TurnTaking(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.ofThread = ThreadLocal.withInitial(() -> new OfThread(nanoClock.getAsLong()));
    }

    /** Whether this partition may have its turn now. If not, it is before all that ask after it. */
    boolean mayBegin(Object partition) {
        var here = ofThread.get();
        var isOver = nanoClock.getAsLong() - here.requestsUntil >= 0;
        var isNext = here.waiting.isEmpty() || here.waiting.getFirst().equals(partition);
        if (isOver && isNext) {
            here.waiting.remove(partition);
            return true;
        }
        here.waiting.add(partition);
        return false;
    }

    /** A turn begins, with what may be done in it. */
    public Budget begins(int itemsMax, Duration time) {
        return Budget.of(itemsMax, time, nanoClock);
    }

    /** A turn is over. */
    void ended(Budget turn) {
        var now = nanoClock.getAsLong();
        ofThread.get().requestsUntil = now + turn.took(now);
    }

    /** The partition wants no turn any more. */
    void wantsNone(Object partition) {
        ofThread.get().waiting.remove(partition);
    }
}
