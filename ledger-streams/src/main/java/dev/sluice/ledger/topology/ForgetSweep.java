package dev.sluice.ledger.topology;

import dev.sluice.ledger.store.Forgetting;
import java.time.Duration;
import java.time.Instant;

/** Forgets what has been over for long enough, as far as the budget of a turn goes. */
final class ForgetSweep {

    /** Rows are forgotten by so many, and the time is looked at in between. */
    private static final int ROWS_AT_ONCE = 100;

    private final Books books;
    private final Forgetting forgetting;
    private final LedgerMeters meters;
    private final Duration retention;

    ForgetSweep(Books books, Forgetting forgetting, LedgerMeters meters, Duration retention) {
        this.books = books;
        this.forgetting = forgetting;
        this.meters = meters;
        this.retention = retention;
    }

    /** Forgets what was over a retention before a moment, or before the ledger's time if that is later. */
    void turn(Instant moment, Budget budget) {
        var now = moment.isAfter(books.now()) ? moment : books.now();
        var isMore = true;
        while (isMore && !budget.isSpent()) {
            var forgotten = forgetting.forget(now, retention, ROWS_AT_ONCE);
            meters.sweepForgotten(forgotten);
            budget.spend(forgotten);
            isMore = forgotten == ROWS_AT_ONCE;
        }
    }
}
