package dev.sluice.ledger.core.state;

import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The questions that a decision may ask of the reserves of an account. */
public interface ReserveView {

    /** The limits on the time for which value may be reserved. */
    ReserveTerms terms();

    Optional<ReserveHold> hold(AccountId account, HoldId id);

    Optional<ReserveRelease> release(AccountId account, ReserveReleaseId id);

    Optional<ReservePlan> plan(AccountId account, ReservePlanId id);

    /** The plans of the account that were not disabled; at most one for each asset and one for all. */
    List<ReservePlanId> livePlans(AccountId account);

    /** The open holds of a plan. */
    PlanHolds planHolds(PlanHolds.Key plan);

    /** The open holds of a plan and asset in the order of opening. */
    Cursor<HoldId> openHolds(PlanHolds.Key plan, AssetId asset);

    Cursor<ReserveHold> holds(AccountId account, Stretch stretch);

    Cursor<ReserveRelease> releases(AccountId account, Stretch stretch);

    Cursor<ReservePlan> plans(AccountId account, Stretch stretch);

    /** The ids of what is in a list. */
    Cursor<UUID> indexed(AccountId account, ReserveIndex index, UUID of, Stretch stretch);
}
