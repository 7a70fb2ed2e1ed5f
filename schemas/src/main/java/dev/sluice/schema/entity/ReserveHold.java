package dev.sluice.schema.entity;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Value of a merchant that is reserved for refunds. What remains of it is told by the hold with the same id.
 *
 * @param amount what was reserved; it never changes
 * @param schedule when what remains is given back; absent where it follows the fixed date of its plan
 * @param reservePlan the plan that took it
 * @param sourceCharge the charge that it was taken of
 */
public record ReserveHold(
        HoldId id,
        AssetId assetId,
        Amount amount,
        Instant createdAt,
        ReserveCreator createdBy,
        ReserveHoldReason reason,
        Optional<ReserveSchedule> schedule,
        ReserveSourceType sourceType,
        Optional<ReservePlanId> reservePlan,
        Optional<String> sourceCharge,
        Map<String, String> metadata) {}
