package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.entry.EntryDraft;
import dev.sluice.ledger.core.hold.HoldParts;
import dev.sluice.ledger.core.hold.ReleaseDecider;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.journal.Cause;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives reserved value back when its time has come, or its plan is being disabled: a bounded number of holds in one entry. All
 * that is given back at one instant and for one reason, for one plan or for none, is one release, which grows with each entry.
 */
public final class ReserveDue {

    /** Few enough that one entry stays far below a record's size limit. */
    private static final int HOLDS_MAX = 100;

    private static final int PARTS_MAX = 1_000;

    private ReserveDue() {}

    /** The holds whose schedule has come, as far as they are of one instant. */
    public static JournalEntry scheduled(LedgerView view, Asset asset, Balance balance, List<DueItem> items) {
        var at = items.getFirst().at();
        var holds = items.stream()
                .takeWhile(item -> item.at().equals(at))
                .map(item -> new HoldId(item.target()))
                .toList();
        return given(view, asset, balance, at, holds, ReserveReleaseReason.BULK_HOLD_EXPIRY);
    }

    /** The holds of a plan that is being disabled, or whose fixed date has come. */
    public static JournalEntry ofPlan(LedgerView view, Asset asset, Balance balance, DueItem item) {
        var key = new PlanHolds.Key(item.account(), new ReservePlanId(item.target()));
        var plan = view.reserves()
                .plan(key.account(), key.plan())
                .orElseThrow(() -> Invariant.broken("Plan %s is due and unknown", item));
        var holds = new ArrayList<HoldId>();
        try (var open = view.reserves().openHolds(key, item.asset())) {
            while (holds.size() < HOLDS_MAX && open.hasNext()) {
                holds.add(open.next());
            }
        }
        if (holds.isEmpty()) {
            throw Invariant.broken("A plan that is due holds something, but got nothing for %s", item);
        }
        var reason = plan.status() == ReservePlanStatus.DISABLING
                ? ReserveReleaseReason.PLAN_DISABLED
                : ReserveReleaseReason.BULK_HOLD_EXPIRY;
        return given(view, asset, balance, item.at(), holds, reason);
    }

    private static JournalEntry given(
            LedgerView view,
            Asset asset,
            Balance balance,
            Instant at,
            List<HoldId> holds,
            ReserveReleaseReason reason) {
        var account = balance.key().account();
        var draft = new EntryDraft(
                view, view.nextIds().entry(), EntryType.RESERVE_RELEASE, account, asset, causeOf(reason));
        var entry = draft.on(balance);
        var lines = new LinkedHashMap<Optional<ReservePlanId>, List<Fact.ReserveLine>>();
        var taken = 0;
        var parts = 0;
        for (var id : holds) {
            var hold = view.hold(account, asset.id(), id)
                    .orElseThrow(() -> Invariant.broken("Reserve hold %s is due and unknown", id));
            var ofHold = HoldParts.of(view, asset, hold);
            parts += ofHold.size();
            if (taken > 0 && (taken == HOLDS_MAX || parts > PARTS_MAX)) {
                break;
            }
            taken++;
            lines.computeIfAbsent(planOf(view, account, hold), unseen -> new ArrayList<>())
                    .add(new Fact.ReserveLine(id, hold.remaining()));
            ReleaseDecider.releases(entry, ofHold, at, asset.scale());
        }
        lines.forEach((plan, ofPlan) ->
                draft.says(new Fact.ReserveReleased(release(view, account, asset, plan, at, reason, ofPlan), ofPlan)));
        return draft.toEntry();
    }

    private static Optional<ReservePlanId> planOf(LedgerView view, AccountId account, HoldState hold) {
        return view.reserves().hold(account, hold.key().id()).flatMap(ReserveHold::reservePlan);
    }

    /** The release of the instant, with what is added to it. */
    private static ReserveRelease release(
            LedgerView view,
            AccountId account,
            Asset asset,
            Optional<ReservePlanId> plan,
            Instant at,
            ReserveReleaseReason reason,
            List<Fact.ReserveLine> lines) {
        var id = ReserveReleaseIds.ofInstant(at, account, asset.id(), plan, reason);
        var before = view.reserves().release(account, id);
        var added = lines.stream().map(Fact.ReserveLine::amount).reduce(Amount.zero(asset.scale()), Amount::plus);
        return new ReserveRelease(
                id,
                asset.id(),
                before.map(ReserveRelease::amount)
                        .orElseGet(() -> Amount.zero(asset.scale()))
                        .plus(added),
                at,
                ReserveCreator.SYSTEM,
                reason,
                Optional.of(lines.getFirst().holdId()).filter(only -> before.isEmpty() && lines.size() == 1),
                plan,
                Optional.empty(),
                before.map(ReserveRelease::metadata).orElse(Map.of()));
    }

    private static Cause causeOf(ReserveReleaseReason reason) {
        var description = switch (reason) {
            case BULK_HOLD_EXPIRY -> "Reserve released on schedule";
            case PLAN_DISABLED -> "Reserve released, since its plan was disabled";
            case HOLD_RELEASED_EARLY, HOLD_REVERSED ->
                throw Invariant.broken("Nothing falls due because of %s", reason);
        };
        return new Cause(Optional.empty(), description, Optional.empty(), Map.of(), Optional.empty());
    }
}
