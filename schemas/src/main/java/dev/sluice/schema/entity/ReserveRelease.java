package dev.sluice.schema.entity;

import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reserved value that was given back.
 *
 * @param amount all that it gave back. One that gives back many holds at once is booked in bounded steps, and grows with each
 * @param createdAt when the value was given back, too
 * @param reserveHold the hold that it drew on, if it is the only one
 * @param reservePlan of what happened because of the plan's schedule or its end; not of a release that was asked for
 * @param sourceTransaction what used the reserve
 */
public record ReserveRelease(
        ReserveReleaseId id,
        AssetId assetId,
        Amount amount,
        Instant createdAt,
        ReserveCreator createdBy,
        ReserveReleaseReason reason,
        Optional<HoldId> reserveHold,
        Optional<ReservePlanId> reservePlan,
        Optional<SourceTransaction> sourceTransaction,
        Map<String, String> metadata) {}
