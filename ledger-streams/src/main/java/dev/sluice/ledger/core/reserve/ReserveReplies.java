package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.ReservePlans;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;

/** The things of a reserve as they are told: with what other rows know of them. */
public final class ReserveReplies {

    private ReserveReplies() {}

    public static ReserveHoldRow of(LedgerView view, AccountId account, ReserveHold hold) {
        return of(view, account, hold, remaining(view, account, hold));
    }

    static ReserveHoldRow of(LedgerView view, AccountId account, ReserveHold hold, Amount releasable) {
        return new ReserveHoldRow(
                hold, assetOf(view, hold.assetId()).symbol(), releasable, schedule(view, account, hold));
    }

    /** What remains of a hold; a closed one may be forgotten. */
    static Amount remaining(LedgerView view, AccountId account, ReserveHold hold) {
        return view.hold(account, hold.assetId(), hold.id())
                .map(HoldState::remaining)
                .orElseGet(() -> Amount.zero(assetOf(view, hold.assetId()).scale()));
    }

    public static ReserveReleaseRow of(LedgerView view, ReserveRelease release) {
        return new ReserveReleaseRow(release, assetOf(view, release.assetId()).symbol());
    }

    public static ReservePlanRow of(LedgerView view, ReservePlan plan) {
        return new ReservePlanRow(
                ReservePlans.asOf(plan, view.now()),
                plan.assetId().map(asset -> assetOf(view, asset).symbol()));
    }

    /** A hold without a schedule of its own follows the fixed date of its plan. */
    private static ReserveSchedule schedule(LedgerView view, AccountId account, ReserveHold hold) {
        return hold.schedule()
                .or(() -> hold.reservePlan()
                        .flatMap(plan -> view.reserves().plan(account, plan))
                        .flatMap(ReservePlan::fixedRelease))
                .orElseThrow(() -> Invariant.broken("A reserve hold has a schedule, but got none for %s", hold));
    }

    private static Asset assetOf(LedgerView view, AssetId id) {
        return view.asset(id).orElseThrow(() -> Invariant.broken("Asset %s is reserved and unknown", id));
    }
}
