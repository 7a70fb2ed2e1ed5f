package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.schema.value.HoldId;
import java.util.Optional;
import java.util.stream.Collectors;

/** The oldest open hold after an entry, exactly, so that no scan walks over those that were closed before it. */
final class FirstOpenHold {

    private final StateDraft draft;
    private final Balance balance;
    private final boolean ofReserves;
    private final Optional<HoldId> before;

    private FirstOpenHold(StateDraft draft, Balance balance, boolean ofReserves, Optional<HoldId> before) {
        this.draft = draft;
        this.balance = balance;
        this.ofReserves = ofReserves;
        this.before = before;
    }

    /** Of those that no reserve made. */
    static Optional<HoldId> plain(StateDraft draft, Balance balance) {
        return new FirstOpenHold(draft, balance, false, balance.first().hold()).after();
    }

    static Optional<HoldId> ofReserve(StateDraft draft, Balance balance) {
        return new FirstOpenHold(draft, balance, true, balance.first().reserveHold()).after();
    }

    private Optional<HoldId> after() {
        if (balance.held().isZero()) {
            return Optional.empty();
        }
        var firstClosed = false;
        var earliest = Optional.<HoldId>empty();
        for (var hold : draft.holds()) {
            if (!hold.key().account().equals(balance.key().account())
                    || !hold.key().asset().equals(balance.key().asset())) {
                continue;
            }
            if (!hold.isOpen()) {
                // A reserve of the first release may stand among the others, and be the first of them.
                firstClosed |= before.equals(Optional.of(hold.key().id()));
            } else if (hold.isReserve() == ofReserves) {
                earliest = min(earliest, Optional.of(hold.key().id()));
            }
        }
        return min(firstClosed ? firstLeft() : before, earliest);
    }

    private Optional<HoldId> firstLeft() {
        var closed = draft.holds().stream()
                .filter(hold -> !hold.isOpen())
                .map(hold -> hold.key().id())
                .collect(Collectors.toSet());
        try (var stored = scan()) {
            while (stored.hasNext()) {
                var id = stored.next().key().id();
                if (!closed.contains(id)) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }

    private Cursor<HoldState> scan() {
        var key = balance.key();
        return ofReserves
                ? draft.view().openReserveHolds(key.account(), key.asset(), before)
                : draft.view().openHolds(key.account(), key.asset(), before);
    }

    private static Optional<HoldId> min(Optional<HoldId> left, Optional<HoldId> right) {
        if (left.isEmpty()) {
            return right;
        }
        return right.isEmpty() || left.get().compareTo(right.get()) <= 0 ? left : right;
    }
}
