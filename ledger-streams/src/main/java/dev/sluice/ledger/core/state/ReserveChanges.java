package dev.sluice.ledger.core.state;

import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of reserves as one entry leaves them.
 *
 * @param livePlans the new rows; empty where no plan is left
 * @param planHolds the new rows; an empty one is gone
 * @param openHolds for each open hold of a plan that came or went, whether it is there now
 * @param indexed what is in lists now and was not
 */
public record ReserveChanges(
        Map<HoldKey, ReserveHold> holds,
        Map<ReleaseKey, ReserveRelease> releases,
        Map<PlanHolds.Key, ReservePlan> plans,
        Map<AccountId, List<ReservePlanId>> livePlans,
        Map<PlanHolds.Key, PlanHolds> planHolds,
        Map<PlanHolds.Open, Boolean> openHolds,
        Set<ReserveIndex.Entry> indexed) {

    /** The key of a reserve hold. */
    public record HoldKey(AccountId account, HoldId id) {}

    /** The key of a release. */
    public record ReleaseKey(AccountId account, ReserveReleaseId id) {}

    public boolean isEmpty() {
        return holds.isEmpty()
                && releases.isEmpty()
                && plans.isEmpty()
                && livePlans.isEmpty()
                && planHolds.isEmpty()
                && openHolds.isEmpty()
                && indexed.isEmpty();
    }
}
