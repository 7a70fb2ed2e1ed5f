package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;

/**
 * Computes the rows that an entry leaves behind. Nothing but the entry and the rows before it is read, so folding the
 * journal from its beginning gives the stores, exactly.
 */
public final class Evolver {

    private Evolver() {}

    /**
     * The rows as the entry leaves them.
     *
     * @throws IllegalStateException where the entry breaks an invariant; nothing has been changed then
     */
    public static StateChanges evolve(LedgerView view, JournalEntry entry) {
        var draft = new StateDraft(view);
        for (var fact : entry.facts()) {
            switch (fact) {
                case Fact.LotOpened opened -> LotEvolver.open(draft, entry, opened);
                case Fact.HoldOpened opened -> HoldEvolver.open(draft, entry, opened);
                case Fact.HoldCaptured captured -> HoldEvolver.capture(draft, entry, captured);
                case Fact.ConsumptionReversed reversed -> ReversibleDebitEvolver.reverse(draft, entry, reversed);
                case Fact.TransferMade made -> draft.put(TransferEvolver.made(entry, made));
                case Fact.TransferRefused refused -> draft.put(TransferEvolver.refused(draft, entry, refused));
                case Fact.ProgramStored stored -> draft.put(stored.program());
                case Fact.AssetStored stored -> draft.put(stored.asset());
                case Fact.ParticipantStored stored -> draft.put(stored.participant());
                case Fact.GroupStored stored -> draft.put(stored.group());
                case Fact.ReserveHoldStored stored -> ReserveEvolver.store(draft, entry, stored);
                case Fact.ReserveReleased released -> ReserveEvolver.release(draft, entry, released);
                case Fact.ReservePlanStored stored -> ReserveEvolver.store(draft, entry, stored);
            }
        }
        ReversibleDebitEvolver.taken(entry).ifPresent(draft::put);
        for (var posting : entry.postings()) {
            BalanceEvolver.book(draft, posting);
            LotEvolver.book(draft, posting);
            HoldEvolver.book(draft, entry, posting);
        }
        LotEvolver.finish(draft, entry);
        HoldEvolver.finish(draft, entry);
        BalanceEvolver.finish(draft);
        return draft.changes();
    }
}
