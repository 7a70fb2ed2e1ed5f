package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetStatus;
import java.util.Optional;

/**
 * All assets in the order of their ids; any account id may carry the question, since every partition has the catalogue.
 *
 * @param limit 1 to 200, 50 when absent
 * @param cursor the {@code next_cursor} of the page before
 */
@OperationName("list_assets")
public record ListAssets(Optional<AssetStatus> status, Optional<Integer> limit, Optional<String> cursor)
        implements CatalogQuestion {

    public ListAssets {
        new FieldChecks()
                .between("limit", limit, 1, LIST_LIMIT_MAX)
                .text("cursor", cursor, 0, CURSOR_LENGTH_MAX)
                .done();
    }
}
