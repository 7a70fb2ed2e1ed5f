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
 * Takes value from AVAILABLE or HELD back to where it is issued from, oldest vintage first.
 *
 * @param amount above zero
 * @param bucket AVAILABLE when absent, or HELD
 * @param allowNegative AVAILABLE only: what is missing becomes a debt, and AVAILABLE goes below zero; not beside a
 *     choice of lots
 * @param referenceId for HELD, only holds with this reference are debited; for AVAILABLE it is only kept
 * @param lotIds LOT: only these lots
 * @param earnedFrom LOT: the earliest vintage, included
 * @param earnedTo LOT: the latest vintage, included
 * @param sourceTransaction AVAILABLE only: the refund or dispute that it is for; what is reserved of its charge is used first
 */
@OperationName("debit")
public record Debit(
        ProgramId programId,
        AssetId assetId,
        String description,
        Amount amount,
        Optional<Bucket> bucket,
        boolean allowNegative,
        Optional<List<String>> lotIds,
        Optional<Instant> earnedFrom,
        Optional<Instant> earnedTo,
        Optional<String> referenceId,
        Optional<SourceTransaction> sourceTransaction,
        Map<String, String> metadata)
        implements BalanceCommand {

    public Debit {
        metadata = Texts.sorted(metadata);
        lotIds = lotIds.map(List::copyOf);
        var takesAnyLot = new LotFilter(lotIds, earnedFrom, earnedTo).isAll();
        var checks = BalanceChecks.common(programId, assetId, description, referenceId, metadata)
                .positive("amount", amount)
                .valid(
                        !bucket.equals(Optional.of(Bucket.DEFERRED)),
                        "bucket",
                        "Expected AVAILABLE or HELD, but got DEFERRED")
                .valid(
                        !allowNegative || bucket.orElse(Bucket.AVAILABLE) == Bucket.AVAILABLE,
                        "allow_negative",
                        "Expected false for HELD, since only AVAILABLE can go below zero")
                .valid(
                        !allowNegative || takesAnyLot,
                        "allow_negative",
                        "Expected false beside lot_ids, earned_from and earned_to, since a debt beside lots that were"
                                + " left out would be wrong")
                .valid(
                        sourceTransaction.isEmpty()
                                || (bucket.orElse(Bucket.AVAILABLE) == Bucket.AVAILABLE && takesAnyLot),
                        "source_transaction",
                        "Expected no HELD, lot_ids, earned_from or earned_to beside it, since it says itself what is"
                                + " used first");
        BalanceChecks.lots(checks, lotIds, earnedFrom, earnedTo).done();
    }

    /** A debit that takes no charge back. */
    public Debit(
            ProgramId programId,
            AssetId assetId,
            String description,
            Amount amount,
            Optional<Bucket> bucket,
            boolean allowNegative,
            Optional<List<String>> lotIds,
            Optional<String> referenceId,
            Map<String, String> metadata) {
        this(
                programId,
                assetId,
                description,
                amount,
                bucket,
                allowNegative,
                lotIds,
                referenceId,
                Optional.empty(),
                metadata);
    }

    /** A debit of lots of whatever vintage. */
    public Debit(
            ProgramId programId,
            AssetId assetId,
            String description,
            Amount amount,
            Optional<Bucket> bucket,
            boolean allowNegative,
            Optional<List<String>> lotIds,
            Optional<String> referenceId,
            Optional<SourceTransaction> sourceTransaction,
            Map<String, String> metadata) {
        this(
                programId,
                assetId,
                description,
                amount,
                bucket,
                allowNegative,
                lotIds,
                Optional.empty(),
                Optional.empty(),
                referenceId,
                sourceTransaction,
                metadata);
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
        return Optional.of(amount);
    }
}
