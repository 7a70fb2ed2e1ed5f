package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import java.util.Optional;

/**
 * The first due item of a balance after an entry, exactly; empty where there is none. Where lots of one instant are booked a
 * part at a time, the next part begins with this one, and doesn't walk over those that were booked before it.
 */
public final class FirstDue {

    private FirstDue() {}

    public static Optional<DueItem> of(StateDraft draft, Balance balance) {
        var before = balance.first().due();
        var first = before.isPresent() && isRemoved(draft, before.get()) ? firstLeft(draft, balance) : before;
        for (var added : draft.dueAdded()) {
            if (isOf(added, balance) && (first.isEmpty() || added.isBefore(first.get()))) {
                first = Optional.of(added);
            }
        }
        return first;
    }

    /** What is known by its instant only is looked for whenever anything goes, and known from then on. */
    private static boolean isRemoved(StateDraft draft, DueItem first) {
        return first.isSomething()
                ? draft.dueRemoved().contains(first)
                : !draft.dueRemoved().isEmpty();
    }

    /** One step for each item that the entry removed from the front, and one more. */
    private static Optional<DueItem> firstLeft(StateDraft draft, Balance balance) {
        try (var stored =
                draft.view().due(balance.key().account(), balance.key().asset())) {
            while (stored.hasNext()) {
                var item = stored.next();
                if (!draft.dueRemoved().contains(item)) {
                    return Optional.of(item);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(DueItem item, Balance balance) {
        return item.account().equals(balance.key().account())
                && item.asset().equals(balance.key().asset());
    }
}
