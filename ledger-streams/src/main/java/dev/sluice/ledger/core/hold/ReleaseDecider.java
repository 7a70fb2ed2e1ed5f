package dev.sluice.ledger.core.hold;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Moved;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release moves value from HELD back to AVAILABLE: up to the amount, never an error for less. Value that has expired
 * while it was held goes to breakage instead.
 */
public final class ReleaseDecider {

    private ReleaseDecider() {}

    public static Decision decide(LedgerView view, Request request, Release release) {
        return OperationScope.within(
                view,
                request,
                release,
                Needs.ACCOUNT_ACTIVE,
                release.lots().narrowedBy(),
                scope -> release(scope, release));
    }

    private static Decision release(OperationScope scope, Release release) {
        var selection = Selecting.held(scope, release.lots(), release.referenceId(), scope.amount());
        var refused = Checks.lotsThenLimit(scope, selection);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (selection.total().isZero()) {
            return Checks.nothing("release");
        }

        // From here on the release must succeed.
        var entry = scope.entry(EntryType.RELEASE);
        var expired = releases(
                entry, selection.parts(), scope.view().now(), scope.asset().scale());
        return new Accepted(
                entry.toEntry(),
                new Moved(
                        Moved.Kind.RELEASE,
                        selection.total(),
                        Optional.of(expired).filter(Amount::isPositive),
                        scope.asset().id(),
                        release.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(selection.total()),
                        release.referenceId(),
                        entry.lotsProcessed(),
                        Optional.empty()));
    }

    /** Books the parts out of HELD, and returns how much of them had expired at the instant. */
    public static Amount releases(BalanceEntry entry, List<Part> parts, Instant at, int scale) {
        var expired = Amount.zero(scale);
        for (var part : parts) {
            entry.takes(part);
            if (part.isExpiredAt(at)) {
                entry.breaks(part);
                expired = expired.plus(part.amount());
            } else {
                entry.makesAvailable(part.lot(), part.amount());
            }
        }
        return expired;
    }
}
