package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import java.util.Optional;

/**
 * The position of the first open slice of a kind after an entry. Kept exactly, so that the next scan starts on a row that is
 * there and never walks over those that were consumed before it.
 */
final class FirstSlice {

    /** A kind of slice that is scanned apart from the others. */
    private enum Kind {
        AVAILABLE,
        /** HELD, but not by a reserve. */
        HELD,
        /** HELD by a reserve. */
        RESERVED
    }

    private final StateDraft draft;
    private final Balance balance;
    private final Kind kind;
    private final Optional<LotPosition> before;

    private FirstSlice(StateDraft draft, Balance balance, Kind kind, Optional<LotPosition> before) {
        this.draft = draft;
        this.balance = balance;
        this.kind = kind;
        this.before = before;
    }

    static Optional<LotPosition> available(StateDraft draft, Balance balance) {
        return new FirstSlice(draft, balance, Kind.AVAILABLE, balance.first().available()).after();
    }

    static Optional<LotPosition> held(StateDraft draft, Balance balance) {
        return new FirstSlice(draft, balance, Kind.HELD, balance.first().held()).after();
    }

    static Optional<LotPosition> reserved(StateDraft draft, Balance balance) {
        return new FirstSlice(draft, balance, Kind.RESERVED, balance.first().reserved()).after();
    }

    private Optional<LotPosition> after() {
        var removed = false;
        var earliest = Optional.<LotPosition>empty();
        for (var slice : draft.slices().entrySet()) {
            var key = slice.getKey();
            if (!isOfBalance(key)) {
                continue;
            }
            var position = Optional.of(key.position());
            if (slice.getValue().isPresent()) {
                earliest = isOfKind(key) ? min(earliest, position) : earliest;
            } else if (draft.sliceBefore(key).isPresent()) {
                // One that a reserve of the first release holds may stand among the others, and be the first of them.
                removed |= isOfKind(key) || before.equals(position);
            }
        }
        return min(removed && before.isPresent() ? firstLeft(before.get()) : before, earliest);
    }

    private boolean isOfBalance(Slice.Key key) {
        return (key.bucket() == Bucket.AVAILABLE) == (kind == Kind.AVAILABLE)
                && key.bucket() != Bucket.DEFERRED
                && key.account().equals(balance.key().account())
                && key.asset().equals(balance.key().asset());
    }

    private boolean isOfKind(Slice.Key key) {
        return key.hold().isEmpty() || isReserved(key) == (kind == Kind.RESERVED);
    }

    /** The entry posts on the hold too, so it is in memory. */
    private boolean isReserved(Slice.Key key) {
        var hold = key.hold().orElseThrow();
        return draft.hold(new HoldState.Key(key.account(), key.asset(), hold)).isReserve();
    }

    /** One step for each slice that the entry removed from the front, and one more. */
    private Optional<LotPosition> firstLeft(LotPosition from) {
        if (sum().isZero()) {
            return Optional.empty();
        }
        try (var stored = scan(from)) {
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

    /** What is in slices of the bucket. */
    private Amount sum() {
        return kind == Kind.AVAILABLE ? balance.available().plus(balance.debt()) : balance.held();
    }

    private Cursor<Slice> scan(LotPosition from) {
        var account = balance.key().account();
        var asset = balance.key().asset();
        return switch (kind) {
            case AVAILABLE -> draft.view().slices(account, asset, Bucket.AVAILABLE, from);
            case HELD -> draft.view().slices(account, asset, Bucket.HELD, from);
            case RESERVED -> draft.view().reservedSlices(account, asset, from);
        };
    }

    private static Optional<LotPosition> min(Optional<LotPosition> left, Optional<LotPosition> right) {
        if (left.isEmpty()) {
            return right;
        }
        return right.isEmpty() || left.get().compareTo(right.get()) <= 0 ? left : right;
    }
}
