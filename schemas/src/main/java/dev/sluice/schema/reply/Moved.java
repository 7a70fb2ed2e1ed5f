package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Optional;

/**
 * A hold, release, forfeit or void-hold was booked, or a program's wallet was filled or emptied.
 *
 * @param amountProcessed what was moved, which for a release may be less than was asked for
 * @param amountExpired the part of a release's {@code amountProcessed} that had expired while it was held, and went to SYSTEM_BREAKAGE
 * @param balance after the operation
 * @param lotsProcessed LOT assets only, in the order in which they were taken
 * @param holdId of a hold
 */
public record Moved(
        Kind operation,
        Amount amountProcessed,
        Optional<Amount> amountExpired,
        AssetId assetId,
        ProgramId programId,
        Buckets balance,
        EntryId journalEntryId,
        String message,
        Optional<String> referenceId,
        Optional<List<LotShare>> lotsProcessed,
        Optional<HoldId> holdId)
        implements Result {

    /** The operation that moved the value. */
    public enum Kind {
        HOLD,
        RELEASE,
        FORFEIT,
        VOID_HOLD,
        /** A program's wallet was filled. */
        FUND,
        /** Value of a program's wallet was ended. */
        BURN
    }
}
