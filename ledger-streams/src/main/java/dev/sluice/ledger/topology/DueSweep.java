package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.state.Balance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * Books what has fallen due on accounts that nobody touches. Bounded by the budget of a turn; what is left is taken up in the
 * next one, where it was left.
 *
 * <p>No decision depends on it: whoever touches an account books what is due on it first. So it is free in when it works. Its
 * moment is this machine's clock, for lack of a record to take the time from, less a margin: the ledger's time never goes
 * back, so a sweep that ran ahead of the broker's clock would pull along the requests that come after it. Where the clocks
 * differ by more than the margin, that is what happens, and the only harm is that those requests are dated by this clock.
 * A turn that finds nothing to do leaves the time as it is.
 */
final class DueSweep {

    /** Balances are asked for by so many; none is kept in memory for longer than they take to book. */
    private static final int BALANCES_AT_ONCE = 100;

    /** What can't be booked for a fault of ours is tried again after so long, so that it neither stops the rest nor floods the log. */
    private static final Duration UNTIL_RETRY = Duration.ofMinutes(1);

    private final Books books;
    private final Settling settling;
    private final Faults faults;
    private final LedgerMeters meters;
    private final Set<Balance.Key> passedOver = new HashSet<>();
    private Instant retryAt = Instant.MIN;

    DueSweep(Books books, Settling settling, Faults faults, LedgerMeters meters) {
        this.books = books;
        this.settling = settling;
        this.faults = faults;
        this.meters = meters;
    }

    /** Books what is due by a moment, as far as the budget of the turn goes. */
    void turn(Instant moment, Budget budget) {
        if (!moment.isBefore(retryAt)) {
            passedOver.clear();
        }
        var before = books.entries();
        while (!budget.isSpent()) {
            var due = dueBy(moment);
            if (due.isEmpty()) {
                break;
            }
            books.advanceTo(moment);
            for (var balance : due) {
                if (budget.isSpent()) {
                    break;
                }
                book(balance, moment);
            }
        }
        meters.sweepBooked((int) (books.entries() - before));
    }

    private List<Balance.Key> dueBy(Instant moment) {
        return books.viewAsOf(moment).dueBalances(BALANCES_AT_ONCE + passedOver.size()).stream()
                .filter(balance -> !passedOver.contains(balance))
                .toList();
    }

    private void book(Balance.Key balance, Instant moment) {
        try {
            settling.settle(balance.account(), balance.asset());
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException fault) {
            faults.whileSweeping(balance, fault);
            if (passedOver.isEmpty()) {
                retryAt = moment.plus(UNTIL_RETRY);
            }
            passedOver.add(balance);
        }
    }
}
