package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.request.LotFilter;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds what an operation takes: first in, first out, whatever the filters. */
public final class Selecting {

    private static final Comparator<Slice> BY_POSITION =
            Comparator.comparing(slice -> slice.key().position());

    private final OperationScope scope;
    private final LotFilter filter;
    private final Selection selection;

    private Selecting(OperationScope scope, LotFilter filter, Optional<Amount> wanted) {
        this.scope = scope;
        this.filter = filter;
        this.selection = new Selection(scope.asset().scale(), wanted);
    }

    /** Of AVAILABLE: what the filter and the lot's own reference match, up to the amount. */
    public static Selection available(
            OperationScope scope, LotFilter filter, Optional<String> lotReference, Optional<Amount> wanted) {
        var selecting = new Selecting(scope, filter, wanted);
        if (scope.isLotMode()) {
            selecting.slicesOf(
                    Bucket.AVAILABLE,
                    slice -> lotReference.isEmpty() || slice.referenceId().equals(lotReference));
        } else if (lotReference.isEmpty()
                && selecting.selection.wantsMore()
                && scope.balance().available().isPositive()) {
            selecting.selection.takes(new Part(
                    Bucket.AVAILABLE,
                    Optional.empty(),
                    Optional.empty(),
                    scope.balance().available(),
                    Optional.empty()));
        }
        return selecting.selection;
    }

    /** Of HELD: what the filter and the hold's reference match, up to the amount; never of a reserve. */
    public static Selection held(
            OperationScope scope, LotFilter filter, Optional<String> holdReference, Optional<Amount> wanted) {
        var selecting = new Selecting(scope, filter, wanted);
        if (!scope.isLotMode()) {
            selecting.wholeHolds(holdReference, Selecting::isFree);
        } else if (holdReference.isPresent()) {
            selecting.slicesUnderHolds(holdReference.get(), Selecting::isFree);
        } else {
            selecting.slicesOf(Bucket.HELD, selecting.notReserved());
        }
        return selecting.selection;
    }

    /** What is reserved of a charge, up to the amount: the only way to a reserve that does not name its hold. */
    public static Selection reserved(OperationScope scope, String charge, Amount wanted) {
        var selecting = new Selecting(scope, LotFilter.ALL, Optional.of(wanted));
        if (scope.isLotMode()) {
            selecting.slicesUnderHolds(charge, HoldState::isReserve);
        } else {
            selecting.wholeHolds(Optional.of(charge), HoldState::isReserve);
        }
        return selecting.selection;
    }

    /** All that is under one hold. */
    public static Selection under(OperationScope scope, HoldState hold) {
        var selecting = new Selecting(scope, LotFilter.ALL, Optional.empty());
        if (scope.isLotMode()) {
            var slices = new ArrayList<Slice>();
            selecting.collect(hold, slices);
            slices.forEach(slice -> selecting.takeIf(slice, all -> true));
        } else {
            selecting.whole(hold);
        }
        return selecting.selection;
    }

    /** Of a LOT asset: all that is under the holds with this reference that credits of the program opened. */
    public static Selection bornHeld(OperationScope scope, String reference) {
        var selecting = new Selecting(scope, LotFilter.ALL, Optional.empty());
        selecting.slicesUnderHolds(
                reference,
                hold -> hold.origin() == HoldOrigin.CREDIT
                        && hold.program().equals(scope.command().programId()));
        return selecting.selection;
    }

    /** A condition that a slice has to meet beside the filter. */
    private interface Condition {
        boolean holds(Slice slice);
    }

    private void slicesOf(Bucket bucket, Condition condition) {
        if (filter.lotIds().isPresent()) {
            for (var lot : namedLots(filter.lotIds().get()).values()) {
                var ofLot = slices(bucket, lot.position());
                takeWhile(ofLot, slice -> slice.key().position().equals(lot.position()), condition);
            }
            return;
        }
        var from = filter.earnedFrom().map(LotPosition::startOf).orElse(LotPosition.FIRST);
        var first = scope.balance().first(bucket);
        if (first.isPresent()) {
            takeWhile(
                    slices(bucket, first.get().compareTo(from) > 0 ? first.get() : from),
                    slice -> filter.earnedTo().isEmpty()
                            || !slice.key()
                                    .position()
                                    .vintage()
                                    .isAfter(filter.earnedTo().get()),
                    condition);
        }
    }

    private Cursor<Slice> slices(Bucket bucket, LotPosition from) {
        return scope.view().slices(scope.request().accountId(), scope.asset().id(), bucket, from);
    }

    private void takeWhile(Cursor<Slice> slices, Condition inRange, Condition condition) {
        try (slices) {
            while (selection.wantsMore() && slices.hasNext()) {
                var slice = slices.next();
                if (!inRange.holds(slice)) {
                    return;
                }
                takeIf(slice, condition);
            }
        }
    }

    private void takeIf(Slice slice, Condition condition) {
        if (isEarnedInRange(slice) && condition.holds(slice)) {
            selection.takes(Part.of(slice, slice.remaining()));
        } else {
            selection.passes();
        }
    }

    private boolean isEarnedInRange(Slice slice) {
        var vintage = slice.key().position().vintage();
        return (filter.earnedFrom().isEmpty()
                        || !vintage.isBefore(filter.earnedFrom().get()))
                && (filter.earnedTo().isEmpty()
                        || !vintage.isAfter(filter.earnedTo().get()));
    }

    /** Usually one hold has the reference; where several have, their slices are put in the one order of spending. */
    private void slicesUnderHolds(String reference, Predicate<HoldState> wanted) {
        var named = filter.lotIds().map(this::namedLots);
        var slices = new ArrayList<Slice>();
        try (var holds = scope.view()
                .openHolds(scope.request().accountId(), scope.asset().id(), reference)) {
            while (selection.wantsMore() && holds.hasNext()) {
                var hold = holds.next();
                if (wanted.test(hold)) {
                    collect(hold, slices);
                } else {
                    selection.passes();
                }
            }
        }
        slices.sort(BY_POSITION);
        for (var slice : slices) {
            if (!selection.wantsMore()) {
                return;
            }
            takeIf(
                    slice,
                    taken -> named.isEmpty()
                            || named.get().containsKey(taken.key().position()));
        }
    }

    private void collect(HoldState hold, List<Slice> slices) {
        try (var under = scope.view()
                .slicesUnder(
                        hold.key().account(), hold.key().asset(), hold.key().id())) {
            while (selection.refusal().isEmpty() && under.hasNext()) {
                slices.add(under.next());
                selection.passes();
            }
        }
    }

    /** Whether plain operations may touch it. What is found by its reference may be a reserve's. */
    private static boolean isFree(HoldState hold) {
        return !hold.isReserve();
    }

    private void wholeHolds(Optional<String> reference, Predicate<HoldState> wanted) {
        var account = scope.request().accountId();
        var asset = scope.asset().id();
        try (var holds = reference.isPresent()
                ? scope.view().openHolds(account, asset, reference.get())
                : scope.view().openHolds(account, asset, scope.balance().first().hold())) {
            while (selection.wantsMore() && holds.hasNext()) {
                var hold = holds.next();
                if (wanted.test(hold)) {
                    whole(hold);
                } else {
                    selection.passes();
                }
            }
        }
    }

    private void whole(HoldState hold) {
        selection.takes(new Part(
                Bucket.HELD, Optional.empty(), Optional.of(hold.key().id()), hold.remaining(), Optional.empty()));
    }

    /** What reserves hold stands apart, but for what a store of the first release has among the others. */
    private Condition notReserved() {
        Map<HoldId, Boolean> reserved = new HashMap<>();
        return slice -> slice.key().hold().isPresent()
                && !reserved.computeIfAbsent(slice.key().hold().get(), this::isReserved);
    }

    private boolean isReserved(HoldId id) {
        return scope.view()
                .hold(scope.request().accountId(), scope.asset().id(), id)
                .filter(HoldState::isReserve)
                .isPresent();
    }

    /** The lots that the request names, in the order of spending; the first that isn't there is refused. */
    private Map<LotPosition, Lot> namedLots(List<String> ids) {
        var lots = new TreeMap<LotPosition, Lot>();
        for (var id : ids) {
            var lot = lotIdOf(id)
                    .flatMap(known -> scope.view().lot(scope.request().accountId(), known))
                    .filter(found -> found.asset().equals(scope.asset().id()));
            if (lot.isEmpty()) {
                selection.refuseUnknownLot(id);
                return Map.of();
            }
            lots.put(lot.get().position(), lot.get());
        }
        return lots;
    }

    private static Optional<LotId> lotIdOf(String text) {
        try {
            return Optional.of(LotId.parse(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
