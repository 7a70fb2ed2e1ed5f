package dev.sluice.schema.request;

import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.Optional;

/**
 * The account's reserve holds, newest first.
 *
 * @param limit 1 to 100, 10 when absent
 * @param startingAfter the page begins behind this one
 * @param endingBefore the page ends before this one; not beside {@code startingAfter}
 */
@OperationName("list_reserve_holds")
public record ListReserveHolds(
        Optional<AssetId> assetId,
        Optional<Boolean> isReleasable,
        Optional<ReservePlanId> reservePlan,
        Optional<ReserveReleaseId> reserveRelease,
        Optional<Integer> limit,
        Optional<HoldId> startingAfter,
        Optional<HoldId> endingBefore)
        implements ReserveQuestion {

    public ListReserveHolds {
        ReserveChecks.page(limit, startingAfter, endingBefore).done();
    }
}
