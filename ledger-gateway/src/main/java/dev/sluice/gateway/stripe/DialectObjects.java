package dev.sluice.gateway.stripe;

import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of one answer. Instead of an id stands the object where that was asked for; where there is none of this id any
 * more, the id stays.
 *
 * @param expansions what was asked for
 * @param holds those that were found for it
 * @param plans those that were found for it
 */
record DialectObjects(
        Set<Expansion> expansions, Map<HoldId, ReserveHoldRow> holds, Map<ReservePlanId, ReservePlanRow> plans) {

    HoldObject hold(ReserveHoldRow row) {
        return hold(row, expansions.contains(Expansion.RESERVE_PLAN));
    }

    ReleaseObject release(ReserveReleaseRow row) {
        return ReleaseObject.of(
                row,
                row.release().reserveHold().map(this::holdOrId),
                row.release().reservePlan().map(id -> planOrId(id, expansions.contains(Expansion.RESERVE_PLAN))));
    }

    private HoldObject hold(ReserveHoldRow row, boolean withPlan) {
        return HoldObject.of(row, row.hold().reservePlan().map(id -> planOrId(id, withPlan)));
    }

    private Object holdOrId(HoldId id) {
        return Optional.ofNullable(holds.get(id))
                .<Object>map(row -> hold(row, expansions.contains(Expansion.PLAN_OF_RESERVE_HOLD)))
                .orElseGet(() -> ReserveThing.HOLD.idOf(id.value()));
    }

    private Object planOrId(ReservePlanId id, boolean expanded) {
        return Optional.ofNullable(plans.get(id))
                .filter(row -> expanded)
                .<Object>map(PlanObject::of)
                .orElseGet(() -> ReserveThing.PLAN.idOf(id.value()));
    }
}
