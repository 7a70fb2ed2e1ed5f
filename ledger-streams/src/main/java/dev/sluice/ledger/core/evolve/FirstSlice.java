package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.Bucket;
import java.util.Optional;

/**
 * Where the first open slice of a bucket is after an entry. Kept exactly, so that the next scan starts on a row that is
 * there and never walks over those that were consumed before it.
 */
public final class FirstSlice {

    private FirstSlice() {}

    public static Optional<LotPosition> of(StateDraft draft, Balance balance, Bucket bucket) {
        var before = balance.first(bucket);
        var removed = false;
        var earliest = Optional.<LotPosition>empty();
        for (var slice : draft.slices().entrySet()) {
            var key = slice.getKey();
            if (key.bucket() != bucket || !isOf(key, balance)) {
                continue;
            }
            if (slice.getValue().isPresent()) {
                earliest = min(earliest, Optional.of(key.position()));
            } else {
                removed |= draft.sliceBefore(key).isPresent();
            }
        }
        if (!removed || before.isEmpty()) {
            return min(before, earliest);
        }
        return min(firstLeft(draft, balance, bucket, before.get()), earliest);
    }

    /** One step for each slice that the entry removed from the front, and one more. */
    private static Optional<LotPosition> firstLeft(StateDraft draft, Balance balance, Bucket bucket, LotPosition from) {
        var inSlices = bucket == Bucket.AVAILABLE ? balance.available().plus(balance.debt()) : balance.in(bucket);
        if (inSlices.isZero()) {
            return Optional.empty();
        }
        try (var stored =
                draft.view().slices(balance.key().account(), balance.key().asset(), bucket, from)) {
            while (stored.hasNext()) {
                var key = stored.next().key();
                var drafted = draft.slices().get(key);
                if (drafted == null || drafted.isPresent()) {
                    return Optional.of(key.position());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(Slice.Key key, Balance balance) {
        return key.account().equals(balance.key().account())
                && key.asset().equals(balance.key().asset());
    }

    private static Optional<LotPosition> min(Optional<LotPosition> left, Optional<LotPosition> right) {
        if (left.isEmpty()) {
            return right;
        }
        return right.isEmpty() || left.get().compareTo(right.get()) <= 0 ? left : right;
    }
}
