package dev.sluice.ledger.core.balance;

import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.SystemAccount;
import java.util.Optional;

/** A forfeit takes value from AVAILABLE or HELD for good. Whoever is suspended or closed can still lose it. */
public final class ForfeitDecider {

    private ForfeitDecider() {}

    public static Decision decide(LedgerView view, Request request, Forfeit forfeit) {
        return OperationScope.within(
                view, request, forfeit, Needs.NOTHING, forfeit.lots().narrowedBy(), scope -> forfeit(scope, forfeit));
    }

    private static Decision forfeit(OperationScope scope, Forfeit forfeit) {
        var wanted = scope.amount();
        var selection = forfeit.bucket() == Bucket.HELD
                ? Selecting.held(scope, forfeit.lots(), forfeit.referenceId(), wanted)
                : Selecting.available(scope, forfeit.lots(), forfeit.referenceId(), wanted);
        var refused = Checks.lotsThenLimit(scope, selection);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (wanted.isEmpty() && selection.total().isZero()) {
            return Checks.nothing("forfeit");
        }
        if (wanted.isPresent() && wanted.get().exceeds(selection.total())) {
            return Checks.insufficient(
                    scope,
                    forfeit.bucket(),
                    !forfeit.lots().isAll() || forfeit.referenceId().isPresent(),
                    wanted.get(),
                    selection.total());
        }

        // From here on the forfeit must succeed.
        var entry = scope.entry(EntryType.FORFEIT);
        selection.parts().forEach(entry::takes);
        entry.system(SystemAccount.SYSTEM_BREAKAGE, selection.total());
        return new Accepted(
                entry.toEntry(),
                new Moved(
                        Moved.Kind.FORFEIT,
                        selection.total(),
                        Optional.empty(),
                        scope.asset().id(),
                        forfeit.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(selection.total()),
                        forfeit.referenceId(),
                        entry.lotsProcessed(),
                        Optional.empty()));
    }
}
