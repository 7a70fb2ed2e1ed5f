package dev.sluice.schema.entity;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A kind of value, as every partition knows it and as callers see it.
 *
 * @param scale decimals of every amount, 0 to 18
 * @param programIds the programs it is linked to, in the order of linking; at most {@value #PROGRAMS_MAX}
 */
public record Asset(
        AssetId id,
        String symbol,
        String name,
        InventoryMode inventoryMode,
        IssuancePolicy issuancePolicy,
        int scale,
        Optional<Amount> maxTransactionAmount,
        List<ProgramId> programIds,
        AssetStatus status,
        Instant createdAt,
        Instant updatedAt)
        implements CatalogEntity {

    /** Every change of an asset tells all partitions all of it. */
    public static final int PROGRAMS_MAX = 1_000;

    public Asset {
        programIds = List.copyOf(programIds);
    }
}
