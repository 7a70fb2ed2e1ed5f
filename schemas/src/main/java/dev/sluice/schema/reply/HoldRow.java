package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A hold and what became of it: amount = remaining + captured + released + forfeited.
 *
 * @param captured what left the ledger by a capture, or went back to its source by a debit
 * @param released what became AVAILABLE again, or expired on the way there, or went back to its source by a void-hold
 */
public record HoldRow(
        HoldId id,
        AssetId assetId,
        ProgramId programId,
        Amount amount,
        Amount remaining,
        Amount captured,
        Amount released,
        Amount forfeited,
        HoldOrigin origin,
        Optional<String> referenceId,
        HoldStatus status,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Map<String, String> metadata) {}
