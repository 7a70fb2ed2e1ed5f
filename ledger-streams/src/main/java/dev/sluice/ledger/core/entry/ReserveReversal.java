package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A refund or dispute uses what is reserved of its own charge, before anything else. */
public final class ReserveReversal {

    private ReserveReversal() {}

    /** Says of each hold what was taken of it: a release for each. */
    public static void tell(LedgerView view, EntryDraft draft, SourceTransaction transaction, List<Part> parts) {
        ofHolds(parts).forEach((hold, amount) -> {
            var release = new ReserveRelease(
                    draft.nextReserveRelease(),
                    draft.asset().id(),
                    amount,
                    view.now(),
                    ReserveCreator.SYSTEM,
                    ReserveReleaseReason.HOLD_REVERSED,
                    Optional.of(hold),
                    Optional.empty(),
                    Optional.of(transaction),
                    Map.of());
            draft.says(new Fact.ReserveReleased(release, List.of(new Fact.ReserveLine(hold, amount))));
        });
    }

    private static Map<HoldId, Amount> ofHolds(List<Part> parts) {
        var amounts = new LinkedHashMap<HoldId, Amount>();
        parts.forEach(part -> amounts.merge(part.hold().orElseThrow(), part.amount(), Amount::plus));
        return amounts;
    }
}
