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
 * Takes value from AVAILABLE or HELD for good; it ends in SYSTEM_BREAKAGE.
 *
 * <p>Reserve holds are not touched.
 *
 * @param amount all that matches in the bucket, when absent
 * @param bucket AVAILABLE or HELD
 * @param referenceId in HELD, only holds with this reference; in AVAILABLE, only lots with it
 */
@OperationName("forfeit")
public record Forfeit(
        ProgramId programId,
        AssetId assetId,
        String description,
        Optional<Amount> amount,
        Bucket bucket,
        Optional<List<String>> lotIds,
        Optional<Instant> earnedFrom,
        Optional<Instant> earnedTo,
        Optional<String> referenceId,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Forfeit {
        metadata = Texts.sorted(metadata);
        lotIds = lotIds.map(List::copyOf);
        var checks = BalanceChecks.common(programId, assetId, description, referenceId, metadata)
                .positive("amount", amount);
        checks.required("bucket", bucket)
                .valid(bucket != Bucket.DEFERRED, "bucket", "Expected AVAILABLE or HELD, but got DEFERRED");
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
