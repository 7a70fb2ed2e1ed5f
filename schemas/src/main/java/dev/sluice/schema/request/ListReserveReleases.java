package dev.sluice.schema.request;

import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.Optional;

/**
 * The account's reserve releases, newest first.
 *
 * @param limit 1 to 100, 10 when absent
 * @param startingAfter the page begins behind this one
 * @param endingBefore the page ends before this one; not beside {@code startingAfter}
 */
@OperationName("list_reserve_releases")
public record ListReserveReleases(
        Optional<AssetId> assetId,
        Optional<HoldId> reserveHold,
        Optional<ReservePlanId> reservePlan,
        Optional<Integer> limit,
        Optional<ReserveReleaseId> startingAfter,
        Optional<ReserveReleaseId> endingBefore)
        implements ReserveQuestion {

    public ListReserveReleases {
        ReserveChecks.page(limit, startingAfter, endingBefore).done();
    }
}
