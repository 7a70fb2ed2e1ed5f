package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The evolver of reversible debits. */
public final class ReversibleDebitEvolver {

    private ReversibleDebitEvolver() {}

    /**
     * What a debit or a capture took: its postings on its own account up to the other side, as {@link JournalEntry} promises.
     * Empty for any other entry, and for a debit as it is booked at the wallet on another partition.
     */
    public static Optional<ReversibleDebit> taken(JournalEntry entry) {
        if (entry.type() != EntryType.DEBIT && entry.type() != EntryType.CAPTURE) {
            return Optional.empty();
        }
        Map<Optional<LotId>, Amount> taken = new LinkedHashMap<>();
        for (var posting : entry.postings()) {
            if (!posting.accountId().equals(Optional.of(entry.accountId()))) {
                break;
            }
            taken.merge(posting.lotId(), posting.amount().negated(), Amount::plus);
        }
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        var parts = new ArrayList<ReversibleDebit.Part>(taken.size());
        taken.forEach((lot, amount) -> parts.add(new ReversibleDebit.Part(lot, amount, amount.minus(amount))));
        return Optional.of(new ReversibleDebit(
                entry.id(),
                entry.accountId(),
                entry.assetId().orElseThrow(() -> Invariant.broken("What was taken is of an asset")),
                entry.programId().orElseThrow(() -> Invariant.broken("What was taken was taken within a program")),
                entry.type() == EntryType.CAPTURE,
                entry.recordedAt(),
                parts));
    }

    /**
     * What is given back, or taken back of it, by an entry of the same account. What is only set aside keeps the lots that it
     * will come back to known, however soon they would have been forgotten.
     */
    public static void reverse(StateDraft draft, JournalEntry entry, Fact.ConsumptionReversed reversed) {
        var reversibleDebit = draft.view().reversibleDebit(entry.accountId(), reversed.journalEntryId());
        if (reversibleDebit.isEmpty() && entry.type() != EntryType.REVERSAL_RESTORED) {
            throw Invariant.broken("ReversibleDebit %s is reversed and unknown", reversed.journalEntryId());
        }
        // One that was forgotten while its reversal was on its way has nothing to take back.
        reversibleDebit.ifPresent(found -> draft.put(found.after(reversed.parts())));
        if (entry.type() == EntryType.REVERSAL_SET_ASIDE) {
            reversed.parts().forEach(part -> part.lotId().ifPresent(lot -> LotEvolver.keep(draft, entry, lot)));
        }
    }
}
