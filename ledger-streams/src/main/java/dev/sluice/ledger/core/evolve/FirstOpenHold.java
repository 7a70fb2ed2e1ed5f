package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.schema.value.HoldId;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which hold is the oldest open one after an entry, exactly, so that no scan walks over those that were closed before it. */
public final class FirstOpenHold {

    private FirstOpenHold() {}

    public static Optional<HoldId> of(StateDraft draft, Balance balance) {
        if (balance.held().isZero()) {
            return Optional.empty();
        }
        var before = balance.firstOpenHold();
        var firstClosed = false;
        var earliest = Optional.<HoldId>empty();
        for (var hold : draft.holds()) {
            if (!hold.key().account().equals(balance.key().account())
                    || !hold.key().asset().equals(balance.key().asset())) {
                continue;
            }
            if (hold.isOpen()) {
                earliest = min(earliest, Optional.of(hold.key().id()));
            } else {
                firstClosed |= before.equals(Optional.of(hold.key().id()));
            }
        }
        return min(firstClosed ? firstLeft(draft, balance) : before, earliest);
    }

    private static Optional<HoldId> firstLeft(StateDraft draft, Balance balance) {
        var key = balance.key();
        var closed = draft.holds().stream()
                .filter(hold -> !hold.isOpen())
                .map(hold -> hold.key().id())
                .collect(Collectors.toSet());
        try (var stored = draft.view().openHolds(key.account(), key.asset(), balance.firstOpenHold())) {
            while (stored.hasNext()) {
                var id = stored.next().key().id();
                if (!closed.contains(id)) {
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<HoldId> min(Optional<HoldId> left, Optional<HoldId> right) {
        if (left.isEmpty()) {
            return right;
        }
        return right.isEmpty() || left.get().compareTo(right.get()) <= 0 ? left : right;
    }
}
