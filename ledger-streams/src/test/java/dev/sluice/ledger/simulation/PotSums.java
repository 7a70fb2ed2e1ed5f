package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.LotId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sums of the postings on one account and asset, to be compared with the rows. */
final class PotSums {

    private final boolean hasLots;
    private final Map<Bucket, BigDecimal> buckets = new EnumMap<>(Bucket.class);
    private final Map<Place, BigDecimal> slices = new HashMap<>();
    private final Map<LotId, BigDecimal> lots = new LinkedHashMap<>();
    private final Map<HoldId, BigDecimal> holds = new LinkedHashMap<>();
    private BigDecimal debt = BigDecimal.ZERO;

    private record Place(Bucket bucket, LotId lot, Optional<HoldId> hold) {}

    PotSums(InventoryMode mode) {
        this.hasLots = mode == InventoryMode.LOT;
    }

    void add(Posting posting) {
        var amount = posting.amount().value();
        var bucket = posting.bucket().orElseThrow();
        buckets.merge(bucket, amount, BigDecimal::add);
        posting.holdId().ifPresent(hold -> holds.merge(hold, amount, BigDecimal::add));
        if (posting.lotId().isPresent()) {
            var lot = posting.lotId().get();
            lots.merge(lot, amount, BigDecimal::add);
            slices.merge(new Place(bucket, lot, posting.holdId()), amount, BigDecimal::add);
        } else if (hasLots) {
            debt = debt.subtract(amount);
        }
    }

    BigDecimal in(Bucket bucket) {
        return buckets.getOrDefault(bucket, BigDecimal.ZERO);
    }

    /** All lots there ever were. */
    Collection<LotId> lots() {
        return lots.keySet();
    }

    /** All holds there ever were. */
    Collection<HoldId> holds() {
        return holds.keySet();
    }

    /** Compares each row with the sum that it stands for. */
    void compareWith(LedgerView view, Balance.Key key) {
        var balance =
                view.balance(key.account(), key.asset()).orElseGet(() -> Balance.empty(key.account(), key.asset(), 0));
        for (var bucket : Bucket.values()) {
            same(balance.in(bucket).value(), in(bucket), bucket + " is the sum of its postings", balance);
        }
        same(balance.debt().value(), debt, "the debt is the sum of its postings", balance);
        if (hasLots) {
            compareSlices(view, balance);
        }
        compareHolds(view, balance);
    }

    private void compareSlices(LedgerView view, Balance balance) {
        var key = balance.key();
        var missing = new HashMap<>(slices);
        missing.values().removeIf(sum -> sum.signum() == 0);
        for (var bucket : Bucket.values()) {
            var sum = bucket == Bucket.AVAILABLE ? balance.debt().value().negate() : BigDecimal.ZERO;
            var rows = new ArrayList<>(all(view.slices(key.account(), key.asset(), bucket, LotPosition.FIRST)));
            if (bucket == Bucket.HELD) {
                rows.addAll(all(view.reservedSlices(key.account(), key.asset(), LotPosition.FIRST)));
            }
            for (var slice : rows) {
                var place = new Place(bucket, slice.lot(), slice.key().hold());
                var booked = missing.remove(place);
                same(
                        slice.remaining().value(),
                        booked == null ? BigDecimal.ZERO : booked,
                        "a slice is the sum of its postings",
                        slice);
                sum = sum.add(slice.remaining().value());
            }
            same(balance.in(bucket).value(), sum, bucket + " is the sum of its slices less the debt", balance);
        }
        BrokenInvariant.unless(missing.isEmpty(), "Every slice has a row", missing);
    }

    private void compareHolds(LedgerView view, Balance balance) {
        var key = balance.key();
        var missing = new HashMap<>(holds);
        missing.values().removeIf(sum -> sum.signum() == 0);
        var held = BigDecimal.ZERO;
        var rows = new ArrayList<>(all(view.openHolds(key.account(), key.asset(), Optional.empty())));
        rows.addAll(all(view.openReserveHolds(key.account(), key.asset(), Optional.empty())));
        for (var hold : rows) {
            var booked = missing.remove(hold.key().id());
            same(
                    hold.remaining().value(),
                    booked == null ? BigDecimal.ZERO : booked,
                    "what remains of a hold is the sum of its postings",
                    hold);
            held = held.add(hold.remaining().value());
        }
        same(balance.held().value(), held, "HELD is the sum of its open holds", balance);
        BrokenInvariant.unless(missing.isEmpty(), "Every hold has a row", missing);
    }

    private static <T> List<T> all(Cursor<T> stored) {
        var rows = new ArrayList<T>();
        try (stored) {
            stored.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static void same(BigDecimal actual, BigDecimal expected, String rule, Object row) {
        BrokenInvariant.unless(actual.compareTo(expected) == 0, rule + ", " + expected, row);
    }
}
