package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * New value for the account, from issuance or from the program's wallet. A LOT asset gets one lot. A debt is repaid first.
 *
 * @param amount above zero
 * @param bucket AVAILABLE when absent; HELD opens a hold of origin CREDIT; DEFERRED goes with {@code maturesAt} only
 * @param referenceId the lot's and the hold's own reference
 * @param earnedAt LOT: the vintage, for imports of the past; never in the future; now when absent
 * @param expiresAt LOT: when what is left stops being spendable; after now, and after {@code maturesAt}
 * @param sourceCharge the caller's name of the charge that it is the value of, of which a reserve plan takes its share
 * @param maturesAt LOT: until then the value is DEFERRED; an instant that has passed changes nothing
 */
@OperationName("credit")
public record Credit(
        ProgramId programId,
        AssetId assetId,
        String description,
        Amount amount,
        Optional<Bucket> bucket,
        Optional<String> referenceId,
        Optional<Instant> earnedAt,
        Optional<Instant> expiresAt,
        Optional<Instant> maturesAt,
        Optional<String> sourceCharge,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Credit {
        metadata = Texts.sorted(metadata);
        var checks = BalanceChecks.common(programId, assetId, description, referenceId, metadata)
                .positive("amount", amount)
                .text("source_charge", sourceCharge, 1, SourceTransaction.NAME_LENGTH_MAX);
        if (maturesAt.isPresent()) {
            checks.valid(
                    !bucket.equals(Optional.of(Bucket.HELD)),
                    "bucket",
                    "Expected no HELD beside matures_at, since value that has not matured can't be held");
            expiresAt.ifPresent(expiry -> checks.valid(
                    expiry.isAfter(maturesAt.get()),
                    "expires_at",
                    () -> "Expected a time after matures_at, but got %s".formatted(expiry)));
        } else {
            checks.valid(
                    !bucket.equals(Optional.of(Bucket.DEFERRED)),
                    "bucket",
                    "Expected matures_at beside DEFERRED, so that it is known when the value becomes available");
        }
        checks.done();
    }

    /** A credit that is no charge. */
    public Credit(
            ProgramId programId,
            AssetId assetId,
            String description,
            Amount amount,
            Optional<Bucket> bucket,
            Optional<String> referenceId,
            Optional<Instant> earnedAt,
            Optional<Instant> expiresAt,
            Optional<Instant> maturesAt,
            Map<String, String> metadata) {
        this(
                programId,
                assetId,
                description,
                amount,
                bucket,
                referenceId,
                earnedAt,
                expiresAt,
                maturesAt,
                Optional.empty(),
                metadata);
    }

    @Override
    public Optional<String> reference() {
        return referenceId;
    }

    @Override
    public Optional<Amount> requestedAmount() {
        return Optional.of(amount);
    }
}
