package dev.sluice.schema.entity;

import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A rule by which part of each charge of an account is reserved. Exactly one of {@code fixedRelease} and {@code
 * rollingRelease} is there.
 *
 * @param assetId the asset whose charges it takes from; all assets when absent
 * @param percent 1 to 100
 * @param fixedRelease the one date at which all that it took is given back
 * @param rollingRelease how long after its charge each is given back
 * @param disablingSince when it was asked to end
 * @param disabledAt when nothing was reserved by it any more
 */
public record ReservePlan(
        ReservePlanId id,
        Optional<AssetId> assetId,
        int percent,
        Optional<ReserveSchedule> fixedRelease,
        Optional<RollingRelease> rollingRelease,
        ReservePlanStatus status,
        Instant createdAt,
        ReserveCreator createdBy,
        Optional<Instant> disablingSince,
        Optional<Instant> disabledAt,
        Map<String, String> metadata) {

    /**
     * Each charge by itself.
     *
     * @param daysAfterCharge how many days what was taken of a charge is reserved
     * @param expiresOn when the plan stops taking
     */
    public record RollingRelease(int daysAfterCharge, Optional<Instant> expiresOn) {}
}
