package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves value from HELD back to AVAILABLE: up to the amount, and never an error for less.
 *
 * <p>Reserve holds are not touched.
 *
 * @param amount all that matches, when absent
 * @param bucket taken for symmetry with the other operations, and without effect
 * @param referenceId only holds with this reference; any, first in first out, when absent
 */
@OperationName("release")
public record Release(
        ProgramId programId,
        AssetId assetId,
        String description,
        Optional<Amount> amount,
        Optional<Bucket> bucket,
        Optional<List<String>> lotIds,
        Optional<Instant> earnedFrom,
        Optional<Instant> earnedTo,
        Optional<String> referenceId,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Release {
        metadata = Texts.sorted(metadata);
        lotIds = lotIds.map(List::copyOf);
        var checks = BalanceChecks.common(programId, assetId, description, referenceId, metadata)
                .positive("amount", amount);
        BalanceChecks.lots(checks, lotIds, earnedFrom, earnedTo).done();
    }

    /** The lots that may be taken. */
    public LotFilter lots() {
        return new LotFilter(lotIds, earnedFrom, earnedTo);
    }

    @Override
    public Optional<String> reference() {
        return referenceId;
    }

    @Override
    public Optional<Amount> requestedAmount() {
        return amount;
    }
}
