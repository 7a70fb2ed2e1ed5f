package dev.sluice.ledger.core.due;

import dev.sluice.ledger.core.StateDraft;
import dev.sluice.ledger.core.balance.Balance;
import java.time.Instant;
import java.util.Optional;

/** When the first due item of a balance falls due after an entry, exactly; empty where there is none. */
public final class FirstDue {

    private FirstDue() {}

    public static Optional<Instant> of(StateDraft draft, Balance balance) {
        var before = balance.nextDue();
        var firstRemoved = before.isPresent()
                && draft.dueRemoved().stream()
                        .anyMatch(item -> isOf(item, balance) && item.at().equals(before.get()));
        var added = draft.dueAdded().stream()
                .filter(item -> isOf(item, balance))
                .map(DueItem::at)
                .min(Instant::compareTo);
        return min(firstRemoved ? firstLeft(draft, balance) : before, added);
    }

    private static Optional<Instant> firstLeft(StateDraft draft, Balance balance) {
        try (var stored =
                draft.view().due(balance.key().account(), balance.key().asset())) {
            while (stored.hasNext()) {
                var item = stored.next();
                if (!draft.dueRemoved().contains(item)) {
                    return Optional.of(item.at());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(DueItem item, Balance balance) {
        return item.account().equals(balance.key().account())
                && item.asset().equals(balance.key().asset());
    }

    private static Optional<Instant> min(Optional<Instant> left, Optional<Instant> right) {
        if (left.isEmpty()) {
            return right;
        }
        return right.isEmpty() || left.get().compareTo(right.get()) <= 0 ? left : right;
    }
}
