package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The evolver of lots and slices: a slice is the sum of the postings on its lot, bucket and hold. */
public final class LotEvolver {

    private LotEvolver() {}

    /** The lot begins with nothing in it; the postings of the same entry fill it. */
    public static void open(StateDraft draft, JournalEntry entry, Fact.LotOpened opened) {
        var account = opened.accountId().orElse(entry.accountId());
        var zero = opened.amount().minus(opened.amount());
        draft.put(new Lot(
                account,
                opened.assetId(),
                opened.lotId(),
                new LotPosition(opened.createdAt(), opened.sequence()),
                opened.amount(),
                zero,
                opened.expiresAt(),
                opened.maturesAt(),
                opened.referenceId(),
                opened.origin(),
                Optional.empty()));
        draft.put(draft.balance(account, opened.assetId()).withLastSequence(opened.sequence()));
    }

    public static void book(StateDraft draft, Posting posting) {
        if (posting.accountId().isPresent() && posting.lotId().isPresent()) {
            book(draft, posting, posting.accountId().get(), posting.lotId().get());
        }
    }

    private static void book(StateDraft draft, Posting posting, AccountId account, LotId lotId) {
        var lot = draft.lot(new Lot.Key(account, lotId));
        var bucket = posting.bucket().orElseThrow(() -> Invariant.broken("A posting on a lot names its bucket"));
        var key = new Slice.Key(account, posting.assetId(), bucket, lot.position(), posting.holdId());
        var slice = draft.slice(key);
        var left = slice.map(Slice::remaining).orElse(Amount.ZERO).plus(posting.amount());
        draft.put(
                key,
                left.isZero()
                        ? Optional.empty()
                        : Optional.of(new Slice(key, lotId, left, lot.expiresAt(), lot.referenceId())));
        draft.put(lot.withRemaining(lot.remaining().plus(posting.amount()), lot.finish()));
    }

    /** Value is on its way back to a lot: if that is finished, it is listed as if it had ended now, and so is not forgotten. */
    public static void keep(StateDraft draft, JournalEntry entry, LotId id) {
        var lot = draft.lot(new Lot.Key(entry.accountId(), id));
        lot.finish()
                .ifPresent(finish -> draft.put(lot.withRemaining(
                        lot.remaining(), Optional.of(new Lot.Finish(entry.recordedAt(), finish.expired())))));
    }

    /** Brings the due items in step with the slices, and ends the lots of which nothing is left. */
    public static void finish(StateDraft draft, JournalEntry entry) {
        for (var drafted : draft.slices().entrySet()) {
            var key = drafted.getKey();
            var after = drafted.getValue();
            var before = draft.sliceBefore(key);
            if (after.isPresent() && after.get().remaining().isNegative()) {
                throw Invariant.broken("A slice has at least nothing in it, but got %s", after.get());
            }
            if (before.isEmpty() && after.isPresent()) {
                dueOf(draft, after.get()).ifPresent(draft::addDue);
            } else if (before.isPresent() && after.isEmpty()) {
                dueOf(draft, before.get()).ifPresent(draft::removeDue);
            }
        }
        var expired = expiredIn(entry);
        for (var lot : draft.lots()) {
            if (lot.remaining().isZero() && (lot.finish().isEmpty() || expired.contains(lot.id()))) {
                // One that was finished may have come back in this entry, only to expire.
                var finish = new Lot.Finish(entry.recordedAt(), expired.contains(lot.id()));
                draft.put(lot.withRemaining(lot.remaining(), Optional.of(finish)));
            } else if (!lot.remaining().isZero() && lot.finish().isPresent()) {
                draft.put(lot.withRemaining(lot.remaining(), Optional.empty()));
            }
        }
    }

    private static Optional<DueItem> dueOf(StateDraft draft, Slice slice) {
        var key = slice.key();
        return switch (key.bucket()) {
            case AVAILABLE ->
                slice.expiresAt()
                        .map(expiry -> new DueItem(
                                key.account(),
                                key.asset(),
                                expiry,
                                DueItem.Kind.LOT_EXPIRY,
                                slice.lot().value()));
            case DEFERRED ->
                draft.lot(new Lot.Key(key.account(), slice.lot()))
                        .maturesAt()
                        .map(maturity -> new DueItem(
                                key.account(),
                                key.asset(),
                                maturity,
                                DueItem.Kind.MATURITY,
                                slice.lot().value()));
            case HELD -> Optional.empty();
        };
    }

    /** The lots of which units went to breakage because of time, and not because somebody forfeited them. */
    private static Set<LotId> expiredIn(JournalEntry entry) {
        var expired = new HashSet<LotId>();
        if (entry.type() != EntryType.FORFEIT) {
            for (var posting : entry.postings()) {
                if (posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_BREAKAGE))) {
                    posting.lotId().ifPresent(expired::add);
                }
            }
        }
        return expired;
    }
}
