package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Optional;

/**
 * A capture was booked.
 *
 * @param amountCaptured what was settled, of HELD and then of AVAILABLE
 * @param amountReleased what was held beyond it
 * @param amountExpired the part of what was released that had expired while it was held, and went to SYSTEM_BREAKAGE
 * @param balance after the operation
 * @param referenceId as it was given
 * @param lotsProcessed LOT assets only: the lots that the captured amount was taken from, in that order
 * @param holdId as it was given
 */
public record Captured(
        Amount amountCaptured,
        Amount amountReleased,
        Optional<Amount> amountExpired,
        AssetId assetId,
        ProgramId programId,
        Buckets balance,
        EntryId journalEntryId,
        String message,
        Optional<String> referenceId,
        Optional<List<LotShare>> lotsProcessed,
        Optional<HoldId> holdId)
        implements Result {}
