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
 * Moves value from AVAILABLE to HELD under a new hold of its own, oldest vintage first.
 *
 * @param amount all that is AVAILABLE, of the matching lots, when absent
 * @param bucket taken for symmetry with the other operations, and without effect
 * @param referenceId the hold's own reference, by which it can be released
 * @param expiresAt when the hold releases itself; after now
 */
@OperationName("hold")
public record Hold(
        ProgramId programId,
        AssetId assetId,
        String description,
        Optional<Amount> amount,
        Optional<Bucket> bucket,
        Optional<List<String>> lotIds,
        Optional<Instant> earnedFrom,
        Optional<Instant> earnedTo,
        Optional<String> referenceId,
        Optional<Instant> expiresAt,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Hold {
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
