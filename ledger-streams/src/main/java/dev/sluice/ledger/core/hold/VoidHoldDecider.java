package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;

import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.entry.Selection;
import dev.sluice.ledger.core.entry.Source;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.VoidHold;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A void-hold takes value that was born in HELD back to its source, as if the credit had never been. Whoever is suspended or
 * closed can still lose what never was theirs to spend; what they held themselves is left alone.
 */
public final class VoidHoldDecider {

    private VoidHoldDecider() {}

    public static Decision decide(LedgerView view, Request request, VoidHold voidHold) {
        return OperationScope.within(
                view, request, voidHold, Needs.ASSET_ACTIVE, Optional.empty(), scope -> voidHold(scope, voidHold));
    }

    private static Decision voidHold(OperationScope scope, VoidHold voidHold) {
        if (!scope.isLotMode()) {
            return Refused.atField(
                    LOT_MODE_REQUIRED,
                    "asset_id",
                    "Expected a LOT asset, but %s is %s",
                    scope.asset().symbol(),
                    scope.asset().inventoryMode());
        }
        var selection = Selecting.bornHeld(scope, voidHold.referenceId());
        if (selection.refusal().isPresent()) {
            return selection.refusal().get();
        }
        if (selection.total().isZero()) {
            return Checks.nothing("void");
        }

        // From here on the void-hold must succeed.
        return Source.giveBack(
                scope,
                EntryType.VOID_HOLD,
                selection.total(),
                (draft, otherSide) -> booked(scope, voidHold, selection, draft, otherSide));
    }

    private static Decision booked(
            OperationScope scope,
            VoidHold voidHold,
            Selection selection,
            EntryDraft draft,
            Consumer<EntryDraft> otherSide) {
        var entry = draft.on(scope.balance());
        selection.parts().forEach(entry::takes);
        otherSide.accept(draft);
        return new Accepted(
                entry.toEntry(),
                new Moved(
                        Moved.Kind.VOID_HOLD,
                        selection.total(),
                        Optional.empty(),
                        scope.asset().id(),
                        voidHold.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(selection.total()),
                        voidHold.reference(),
                        entry.lotsProcessed(),
                        Optional.empty()));
    }
}
