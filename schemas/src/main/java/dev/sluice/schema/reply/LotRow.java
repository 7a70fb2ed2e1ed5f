package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * One slice of a lot, or a finished lot.
 *
 * @param amount the lot's amount when it was made
 * @param remaining what is left in this slice; zero for a finished lot
 * @param holdId the hold that the slice is under, if HELD
 * @param createdAt the vintage
 */
public record LotRow(
        LotId id,
        AssetId assetId,
        Amount amount,
        Amount remaining,
        LotStatus status,
        Optional<HoldId> holdId,
        Optional<String> referenceId,
        Optional<Instant> expiresAt,
        Optional<Instant> maturesAt,
        Instant createdAt) {}
