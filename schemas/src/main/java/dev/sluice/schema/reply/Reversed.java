package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Optional;

/**
 * A debit or a capture was reversed, whole or in part.
 *
 * @param amountReversed what was given back
 * @param amountExpired the part of it that had expired meanwhile, and went on to SYSTEM_BREAKAGE
 * @param amountReversible what is left of the reversed entry to reverse afterwards
 * @param balance after the operation
 * @param journalEntryId that of the reversal
 * @param reversedEntryId that of the debit or capture, as it was given
 * @param referenceId as it was given
 * @param lotsProcessed LOT assets only: the lots that were given back to, in that order; what repays a debt of which no lot is
 *     known is of none
 */
public record Reversed(
        Amount amountReversed,
        Optional<Amount> amountExpired,
        Amount amountReversible,
        AssetId assetId,
        ProgramId programId,
        Buckets balance,
        EntryId journalEntryId,
        EntryId reversedEntryId,
        String message,
        Optional<String> referenceId,
        Optional<List<LotShare>> lotsProcessed)
        implements Result {}
