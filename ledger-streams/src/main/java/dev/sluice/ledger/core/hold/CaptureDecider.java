package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;

import dev.sluice.ledger.core.entry.BalanceEntry;
import dev.sluice.ledger.core.entry.Checks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.entry.OperationScope;
import dev.sluice.ledger.core.entry.OperationScope.Needs;
import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.entry.Selecting;
import dev.sluice.ledger.core.entry.Selection;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.Captured;
import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.SystemAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A capture settles holds in one step, which a release and a debit would take two for: nobody can spend the value in between.
 * The holds are closed whole, however much is settled.
 */
public final class CaptureDecider {

    private CaptureDecider() {}

    public static Decision decide(LedgerView view, Request request, Capture capture) {
        return OperationScope.within(
                view, request, capture, Needs.ALL_ACTIVE, Optional.empty(), scope -> capture(scope, capture));
    }

    private static Decision capture(OperationScope scope, Capture capture) {
        var hold = capture.holdId().flatMap(id -> find(scope, id));
        var unfit = capture.holdId().flatMap(id -> unfit(id, hold));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        var held = hold.map(found -> Selecting.under(scope, found))
                .orElseGet(() -> Selecting.held(scope, LotFilter.ALL, capture.referenceId(), Optional.empty()));
        var refused = Checks.lotsThenLimit(scope, held);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (held.total().isZero()) {
            return Checks.nothing("capture");
        }
        var settled = scope.amount().orElse(held.total());
        var beyond = settled.minus(settled.min(held.total()));
        var available = Selecting.available(scope, LotFilter.ALL, Optional.empty(), Optional.of(beyond));
        var tooMany = Checks.lots(held, available);
        if (tooMany.isPresent()) {
            return tooMany.get();
        }
        if (beyond.exceeds(available.total())) {
            return Checks.insufficient(scope, Bucket.AVAILABLE, false, beyond, available.total());
        }

        // From here on the capture must succeed.
        return booked(scope, capture, Shares.of(held, settled), available.parts());
    }

    /** A reserve's hold is not found: only its own calls touch it. */
    private static Optional<HoldState> find(OperationScope scope, HoldId id) {
        return scope.view()
                .hold(scope.request().accountId(), scope.asset().id(), id)
                .filter(found -> found.origin() != HoldOrigin.RESERVE);
    }

    private static Optional<Refused> unfit(HoldId id, Optional<HoldState> hold) {
        if (hold.isEmpty()) {
            return Optional.of(Refused.atField(
                    HOLD_NOT_FOUND, "hold_id", "Expected a hold of this account and asset, but got %s", id));
        }
        return hold.get().isOpen()
                ? Optional.empty()
                : Optional.of(Refused.atField(
                        HOLD_NOT_OPEN, "hold_id", "Expected an open hold, but nothing remains in %s", id));
    }

    /** The shares of a hold in a capture: the first parts are captured, and what is left of them released. */
    private record Shares(List<Part> captured, List<Part> released, Amount amountReleased) {

        static Shares of(Selection held, Amount settled) {
            var captured = new ArrayList<Part>();
            var released = new ArrayList<Part>();
            var left = settled.min(held.total());
            for (var part : held.parts()) {
                var taken = part.upTo(left);
                var rest = part.without(taken.amount());
                if (taken.amount().isPositive()) {
                    captured.add(taken);
                }
                if (rest.amount().isPositive()) {
                    released.add(rest);
                }
                left = left.minus(taken.amount());
            }
            return new Shares(captured, released, held.total().minus(settled.min(held.total())));
        }
    }

    private static Decision booked(OperationScope scope, Capture capture, Shares held, List<Part> available) {
        var entry = scope.entry(EntryType.CAPTURE);
        var settled = Amount.zero(scope.asset().scale());
        for (var part : held.captured()) {
            entry.takes(part);
            settled = settled.plus(part.amount());
        }
        for (var part : available) {
            entry.takes(part);
            settled = settled.plus(part.amount());
        }
        entry.system(SystemAccount.SYSTEM_REDEMPTION, settled);
        tell(entry, held.captured());
        var lots = entry.lotsProcessed();
        var expired = ReleaseDecider.releases(
                entry, held.released(), scope.view().now(), scope.asset().scale());
        return new Accepted(
                entry.toEntry(),
                new Captured(
                        settled,
                        held.amountReleased(),
                        Optional.of(expired).filter(Amount::isPositive),
                        scope.asset().id(),
                        capture.programId(),
                        entry.balance(),
                        entry.id(),
                        OperationScope.processed(settled),
                        capture.referenceId(),
                        lots,
                        capture.holdId()));
    }

    /** Of each hold how much was captured. */
    private static void tell(BalanceEntry entry, List<Part> captured) {
        var ofHolds = new LinkedHashMap<HoldId, Amount>();
        captured.forEach(part -> ofHolds.merge(part.hold().orElseThrow(), part.amount(), Amount::plus));
        ofHolds.forEach(entry::captures);
    }
}
