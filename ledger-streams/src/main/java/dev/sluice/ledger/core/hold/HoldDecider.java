package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;

import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldOrigin;
import java.util.Optional;

/**
 * A hold moves value from AVAILABLE to HELD under a new hold of its own, oldest vintage first. With no amount it holds
 * all that matches.
 */
public final class HoldDecider {

    private HoldDecider() {}

    public static Decision decide(LedgerView view, Request request, Hold hold) {
        if (hold.expiresAt().isPresent() && !hold.expiresAt().get().isAfter(view.now())) {
            return Refused.atField(
                    INVALID_TIME,
                    "expires_at",
                    "Expected a time after now (%s), but got %s",
                    view.now(),
                    hold.expiresAt().get());
        }
        return OperationScope.within(
                view, request, hold, Needs.ALL_ACTIVE, hold.lots().narrowedBy(), scope -> hold(scope, hold));
    }

    private static Decision hold(OperationScope scope, Hold request) {
        var wanted = scope.amount();
        var selection = Selecting.available(scope, request.lots(), Optional.empty(), wanted);
        var refused = Checks.lotsThenLimit(scope, selection);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (wanted.isEmpty() && selection.total().isZero()) {
            return Checks.nothing("hold");
        }
        if (wanted.isPresent() && wanted.get().exceeds(selection.total())) {
            return Checks.insufficient(
                    scope, Bucket.AVAILABLE, !request.lots().isAll(), wanted.get(), selection.total());
        }

        // From here on the hold must succeed.
        var entry = scope.entry(EntryType.HOLD);
        var hold = entry.opensHold(
                request.programId(), selection.total(), HoldOrigin.HOLD, request.referenceId(), request.expiresAt());
        for (var part : selection.parts()) {
            entry.takes(part);
            entry.puts(hold, part.lot(), part.amount());
        }
        return new Accepted(
                entry.toEntry(),
                new Moved(
                        Moved.Kind.HOLD,
                        selection.total(),
                        Optional.empty(),
                        scope.asset().id(),
                        request.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(selection.total()),
                        request.referenceId(),
                        entry.lotsProcessed(),
                        Optional.of(hold)));
    }
}
