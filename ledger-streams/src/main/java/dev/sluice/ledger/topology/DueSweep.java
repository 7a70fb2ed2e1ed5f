package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.balance.Balance;
import dev.sluice.ledger.store.Forgetting;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * Books what has fallen due on accounts that nobody touches, and forgets what is over. Bounded in items and in time, far
 * below the transaction timeout, since the partition's requests wait meanwhile; what is left is taken up in the next round.
 *
 * <p>No decision depends on it: whoever touches an account books what is due on it first. So it is free in when it works. Its
 * moment is this machine's clock, for lack of a record to take the time from, less a margin: the ledger's time never goes
 * back, so a sweep that ran ahead of the broker's clock would pull along the requests that come after it. Where the clocks
 * differ by more than the margin, that is what happens, and the only harm is that those requests are dated by this clock.
 * A round that finds nothing to do leaves the time as it is, and costs no transaction.
 */
final class DueSweep {

    /** Balances are asked for by so many; none is kept in memory for longer than they take to book. */
    private static final int BALANCES_AT_ONCE = 100;

    /** What can't be booked for a fault of ours is tried again after so many rounds, so that it neither stops the rest nor floods the log. */
    private static final int ROUNDS_UNTIL_RETRY = 60;

    private final Books books;
    private final Forgetting forgetting;
    private final Faults faults;
    private final LedgerMeters meters;
    private final TopologySettings settings;
    private final Set<Balance.Key> passedOver = new HashSet<>();
    private int rounds;

    DueSweep(Books books, Forgetting forgetting, Faults faults, LedgerMeters meters, TopologySettings settings) {
        this.books = books;
        this.forgetting = forgetting;
        this.faults = faults;
        this.meters = meters;
        this.settings = settings;
    }

    /** One round, at a moment of this machine's clock, in milliseconds. */
    void round(long wallClockMs) {
        rounds++;
        if (rounds % ROUNDS_UNTIL_RETRY == 0) {
            passedOver.clear();
        }
        var sweep = settings.sweep();
        var stopAt = System.nanoTime() + sweep.time().toNanos();
        var moment = Instant.ofEpochMilli(wallClockMs).minus(sweep.margin());
        var booked = bookDue(moment, sweep.itemsMax(), stopAt);
        meters.sweepBooked(booked);
        if (booked < sweep.itemsMax() && System.nanoTime() < stopAt) {
            forget(moment, sweep.itemsMax() - booked);
        }
    }

    private int bookDue(Instant moment, int entriesMax, long stopAt) {
        var booked = 0;
        while (booked < entriesMax && System.nanoTime() < stopAt) {
            var due = books.viewAsOf(moment).dueBalances(BALANCES_AT_ONCE + passedOver.size()).stream()
                    .filter(balance -> !passedOver.contains(balance))
                    .toList();
            if (due.isEmpty()) {
                break;
            }
            books.advanceTo(moment);
            for (var balance : due) {
                if (booked >= entriesMax || System.nanoTime() >= stopAt) {
                    break;
                }
                booked += book(balance, entriesMax - booked);
            }
        }
        return booked;
    }

    private int book(Balance.Key balance, int entriesMax) {
        try {
            return books.settle(balance.account(), balance.asset(), entriesMax);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            faults.whileSweeping(balance, fault);
            passedOver.add(balance);
            return 0;
        }
    }

    private void forget(Instant moment, int rowsMax) {
        var now = moment.isAfter(books.now()) ? moment : books.now();
        meters.sweepForgotten(forgetting.forget(now, settings.retention().finished(), rowsMax));
    }
}
