package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldStatus;
import java.util.Optional;

/**
 * The account's holds, oldest first, the open ones before the closed ones.
 *
 * @param limit 1 to 200, 50 when absent
 * @param cursor the {@code next_cursor} of the page before
 */
@OperationName("list_holds")
public record ListHolds(
        Optional<AssetId> assetId,
        Optional<HoldStatus> status,
        Optional<String> referenceId,
        Optional<Integer> limit,
        Optional<String> cursor)
        implements HoldQuestion {

    public ListHolds {
        new FieldChecks()
                .text("reference_id", referenceId, 1, BalanceCommand.REFERENCE_ID_LENGTH_MAX)
                .between("limit", limit, 1, LIST_LIMIT_MAX)
                .text("cursor", cursor, 0, CURSOR_LENGTH_MAX)
                .done();
    }
}
