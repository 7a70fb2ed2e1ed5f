package dev.sluice.ledger.core.state;

import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.Optional;

/** The status of a reserve plan at an instant, and the choice of the plan that is in force. */
public final class ReservePlans {

    private ReservePlans() {}

    /** The plan as of an instant: one whose time is over has expired, whether or not anybody has said so. */
    public static ReservePlan asOf(ReservePlan plan, Instant now) {
        var end = plan.rollingRelease()
                .flatMap(ReservePlan.RollingRelease::expiresOn)
                .or(() -> plan.fixedRelease().map(ReserveSchedule::scheduledRelease));
        var isOver = end.isPresent() && !end.get().isAfter(now);
        return plan.status() == ReservePlanStatus.ACTIVE && isOver
                ? with(plan, ReservePlanStatus.EXPIRED, plan.disablingSince(), plan.disabledAt())
                : plan;
    }

    public static ReservePlan disabling(ReservePlan plan, Instant since) {
        return with(plan, ReservePlanStatus.DISABLING, Optional.of(since), Optional.empty());
    }

    public static ReservePlan disabled(ReservePlan plan, Instant at) {
        var since = plan.disablingSince().orElse(at);
        return with(plan, ReservePlanStatus.DISABLED, Optional.of(since), Optional.of(at));
    }

    private static ReservePlan with(
            ReservePlan plan,
            ReservePlanStatus status,
            Optional<Instant> disablingSince,
            Optional<Instant> disabledAt) {
        return new ReservePlan(
                plan.id(),
                plan.assetId(),
                plan.percent(),
                plan.fixedRelease(),
                plan.rollingRelease(),
                status,
                plan.createdAt(),
                plan.createdBy(),
                disablingSince,
                disabledAt,
                plan.metadata());
    }

    /** The plan that takes from charges of the asset: the one of this asset wins over the one of all. */
    public static Optional<ReservePlan> inForce(ReserveView view, AccountId account, AssetId asset, Instant now) {
        return of(view, account, Optional.of(asset), now).or(() -> of(view, account, Optional.empty(), now));
    }

    /** The active plan of exactly this asset, or of all. */
    public static Optional<ReservePlan> of(ReserveView view, AccountId account, Optional<AssetId> asset, Instant now) {
        return live(view, account, asset).filter(plan -> asOf(plan, now).status() == ReservePlanStatus.ACTIVE);
    }

    /** The plan of exactly this asset, or of all, that was not disabled; its time may be over. */
    public static Optional<ReservePlan> live(ReserveView view, AccountId account, Optional<AssetId> asset) {
        return view.livePlans(account).stream()
                .flatMap(id -> view.plan(account, id).stream())
                .filter(plan -> plan.assetId().equals(asset))
                .findFirst();
    }
}
