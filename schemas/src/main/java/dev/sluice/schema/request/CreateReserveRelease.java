package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import java.util.Map;
import java.util.Optional;

/**
 * Gives reserved value back before its time.
 *
 * @param smallestUnits how much, in the asset's smallest unit; all that is left when absent
 * @param assetId if given, it must be the hold's
 */
@OperationName("create_reserve_release")
public record CreateReserveRelease(
        HoldId reserveHold, Optional<Long> smallestUnits, Optional<AssetId> assetId, Map<String, String> metadata)
        implements ReserveCommand {

    public CreateReserveRelease {
        metadata = Texts.sorted(metadata);
        ReserveChecks.smallestUnits(
                        new FieldChecks().required("reserve_hold", reserveHold).metadata("metadata", metadata),
                        smallestUnits)
                .done();
    }
}
