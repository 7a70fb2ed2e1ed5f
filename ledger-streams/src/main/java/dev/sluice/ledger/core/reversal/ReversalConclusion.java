package dev.sluice.ledger.core.reversal;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Withdrawn;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.reversal.GivingBack.PaidFrom;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose.Reversing;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.value.Amount;
import java.util.Map;

/** The end of a reversal, when the wallet on another partition has given what it needs, or has objected. */
public final class ReversalConclusion {

    private ReversalConclusion() {}

    public static Decision of(LedgerView view, Request request, Reverse reverse, Voting voting, Reversing reversing) {
        var scope = OperationScope.unchecked(view, request, reverse);
        return voting.objection()
                .<Decision>map(objection -> withdrawn(scope, reverse, voting, reversing, objection.rejection()))
                .orElseGet(() -> agreed(scope, reverse, voting, reversing));
    }

    /** The value comes back, whatever has happened since. What is reversible of an entry that was forgotten is nothing. */
    private static Decision agreed(OperationScope scope, Reverse reverse, Voting voting, Reversing reversing) {
        var given = GivingBack.of(scope, scope.draft(voting.id(), EntryType.REVERSAL), PaidFrom.TRANSIT, reversing);
        var reversible = ReverseDecider.find(scope, reverse)
                .map(ReversibleDebit::reversible)
                .orElseGet(() -> Amount.zero(scope.asset().scale()));
        return given.booked(reverse, reversible);
    }

    /** What was set aside can be reversed again. */
    private static Decision withdrawn(
            OperationScope scope, Reverse reverse, Voting voting, Reversing reversing, Rejection rejection) {
        var restored = scope.draft(voting.id(), EntryType.REVERSAL_RESTORED);
        restored.reverses(reverse.journalEntryId());
        restored.follows(voting.id());
        restored.says(new ConsumptionReversed(
                reverse.journalEntryId(),
                reversing.parts().stream()
                        .map(part -> new ConsumptionReversed.Part(
                                part.lotId(), part.amount().negated()))
                        .toList()));
        return new Withdrawn(restored.toEntry(), rejection, Map.of());
    }
}
