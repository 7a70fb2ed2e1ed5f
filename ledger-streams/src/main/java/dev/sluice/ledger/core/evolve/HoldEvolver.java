package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.HoldOrigin;
import java.time.Instant;
import java.util.Optional;

/**
 * The evolver of holds: what remains is the sum of the postings on the hold, and the entry's type tells the rest, with a fact
 * where it books both ways.
 */
public final class HoldEvolver {

    private HoldEvolver() {}

    /** The hold begins with nothing in it; the postings of the same entry fill it. */
    public static void open(StateDraft draft, JournalEntry entry, Fact.HoldOpened opened) {
        var zero = opened.amount().minus(opened.amount());
        var account = opened.accountId().orElse(entry.accountId());
        var key = new HoldState.Key(account, opened.assetId(), opened.holdId());
        draft.put(new HoldState(
                key,
                opened.programId(),
                opened.amount(),
                zero,
                zero,
                zero,
                zero,
                opened.origin(),
                opened.referenceId(),
                entry.recordedAt(),
                opened.expiresAt(),
                opened.metadata(),
                Optional.empty(),
                Optional.of(entry.id())));
        dueOf(key, opened.expiresAt()).ifPresent(draft::addDue);
    }

    /** How many of the units that the postings of the same entry take out were captured. */
    public static void capture(StateDraft draft, JournalEntry entry, Fact.HoldCaptured captured) {
        var key = new HoldState.Key(entry.accountId(), captured.assetId(), captured.holdId());
        draft.put(draft.hold(key).captured(captured.amount()));
    }

    public static void book(StateDraft draft, JournalEntry entry, Posting posting) {
        if (posting.holdId().isEmpty() || posting.accountId().isEmpty()) {
            return;
        }
        var key = new HoldState.Key(
                posting.accountId().get(), posting.assetId(), posting.holdId().get());
        draft.put(draft.hold(key).booked(posting.amount(), entry.type()));
    }

    /** Closes the holds of which nothing remains. */
    public static void finish(StateDraft draft, JournalEntry entry) {
        for (var hold : draft.holds()) {
            if (hold.remaining().isNegative() || hold.released().isNegative()) {
                throw Invariant.broken("At least nothing remains in a hold or was released, but got %s", hold);
            }
            if (hold.remaining().isZero() && hold.isOpen()) {
                draft.put(hold.closed(entry.recordedAt()));
                dueOf(hold.key(), hold.expiresAt()).ifPresent(draft::removeDue);
                if (hold.origin() == HoldOrigin.RESERVE) {
                    ReserveEvolver.closed(draft, hold, entry.recordedAt());
                }
            }
        }
    }

    private static Optional<DueItem> dueOf(HoldState.Key key, Optional<Instant> expiresAt) {
        return expiresAt.map(expiry -> new DueItem(
                key.account(),
                key.asset(),
                expiry,
                DueItem.Kind.HOLD_EXPIRY,
                key.id().value()));
    }
}
