package dev.sluice.schema.request;

import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.util.Optional;

/**
 * The account's reserve plans, newest first.
 *
 * @param limit 1 to 100, 10 when absent
 * @param startingAfter the page begins behind this one
 * @param endingBefore the page ends before this one; not beside {@code startingAfter}
 */
@OperationName("list_reserve_plans")
public record ListReservePlans(
        Optional<AssetId> assetId,
        Optional<ReservePlanStatus> status,
        Optional<Integer> limit,
        Optional<ReservePlanId> startingAfter,
        Optional<ReservePlanId> endingBefore)
        implements ReserveQuestion {

    public ListReservePlans {
        ReserveChecks.page(limit, startingAfter, endingBefore).done();
    }
}
