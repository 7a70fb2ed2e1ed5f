package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reserves value of AVAILABLE.
 *
 * @param smallestUnits how much, in the asset's smallest unit: 1 to 9,007,199,254,740,991
 * @param releaseAfter when it may be given back; within the bounds that the ledger is set to, 3 to 180 days from now
 * @param sourceType CARD when absent
 */
@OperationName("create_reserve_hold")
public record CreateReserveHold(
        AssetId assetId,
        Long smallestUnits,
        Instant releaseAfter,
        Optional<ReserveSourceType> sourceType,
        Map<String, String> metadata)
        implements ReserveCommand {

    public CreateReserveHold {
        metadata = Texts.sorted(metadata);
        ReserveChecks.smallestUnits(
                        new FieldChecks()
                                .required("asset_id", assetId)
                                .required("smallest_units", smallestUnits)
                                .required("release_after", releaseAfter)
                                .metadata("metadata", metadata),
                        Optional.ofNullable(smallestUnits))
                .done();
    }
}
