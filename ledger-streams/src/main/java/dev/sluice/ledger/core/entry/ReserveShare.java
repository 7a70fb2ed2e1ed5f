package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.ReservePlans;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReserveSourceType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The share of a charge that a reserve plan holds, taken in the entry that books the charge. */
public final class ReserveShare {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private ReserveShare() {}

    /**
     * A charge, once it has been put into AVAILABLE.
     *
     * @param name the caller's name of it, or the id of the transfer's journal entry
     * @param amount all of it
     * @param spendable what it added to AVAILABLE after debts, in the order of spending
     */
    public record Charge(AccountId account, ProgramId program, String name, Amount amount, List<Part> spendable) {}

    /** Moves the plan's share to HELD, if there is a plan and the share is not nothing. */
    public static void take(LedgerView view, EntryDraft draft, BalanceEntry entry, Charge charge) {
        ReservePlans.inForce(view.reserves(), charge.account(), draft.asset().id(), view.now())
                .ifPresent(plan -> take(view, draft, entry, charge, plan));
    }

    private static void take(LedgerView view, EntryDraft draft, BalanceEntry entry, Charge charge, ReservePlan plan) {
        var scale = draft.asset().scale();
        // Of a lot that had expired on its way, or that a debt has taken, nothing is left to hold.
        var parts = charge.spendable().stream()
                .filter(part -> part.amount().isPositive())
                .toList();
        var spendable = parts.stream().map(Part::amount).reduce(Amount.zero(scale), Amount::plus);
        var share = percentOf(charge.amount(), plan.percent(), scale).min(spendable);
        if (!share.isPositive()) {
            return;
        }
        var id = entry.opensHold(
                charge.program(), share, HoldOrigin.RESERVE, Optional.of(charge.name()), Optional.empty());
        for (var part : Part.upTo(share, parts)) {
            entry.reserves(id, part.lot(), part.amount());
        }
        var hold = new ReserveHold(
                id,
                draft.asset().id(),
                share,
                view.now(),
                ReserveCreator.SYSTEM,
                ReserveHoldReason.CHARGE,
                plan.rollingRelease()
                        .map(rolling -> view.reserves().terms().schedule(view.now(), rolling.daysAfterCharge())),
                ReserveSourceType.CARD,
                Optional.of(plan.id()),
                Optional.of(charge.name()),
                Map.of());
        draft.says(new Fact.ReserveHoldStored(draft.ownerIfOther(charge.account()), hold));
    }

    /** Whole smallest units, rounded down. */
    private static Amount percentOf(Amount amount, int percent, int scale) {
        return new Amount(
                amount.value().multiply(BigDecimal.valueOf(percent)).divide(HUNDRED, scale, RoundingMode.DOWN));
    }
}
