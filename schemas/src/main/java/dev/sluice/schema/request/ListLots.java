package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.LotStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * The account's lots of one asset, a row for each slice, in the order of spending.
 *
 * @param referenceId only lots that were credited with it, and slices that are under a hold with it
 * @param expiresBefore only lots that expire before this instant
 * @param expiresAfter only lots that expire after this instant
 * @param limit 1 to 200, 50 when absent
 * @param cursor the {@code next_cursor} of the page before
 */
@OperationName("list_lots")
public record ListLots(
        AssetId assetId,
        Optional<LotStatus> status,
        Optional<String> referenceId,
        Optional<Instant> expiresBefore,
        Optional<Instant> expiresAfter,
        Optional<Integer> limit,
        Optional<String> cursor)
        implements BalanceQuestion {

    public ListLots {
        new FieldChecks()
                .required("asset_id", assetId)
                .text("reference_id", referenceId, 1, BalanceCommand.REFERENCE_ID_LENGTH_MAX)
                .between("limit", limit, 1, LIST_LIMIT_MAX)
                .text("cursor", cursor, 0, CURSOR_LENGTH_MAX)
                .done();
    }
}
