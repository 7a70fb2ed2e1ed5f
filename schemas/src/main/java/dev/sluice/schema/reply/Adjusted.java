package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ProgramId;
import java.util.List;
import java.util.Optional;

/**
 * A credit or debit was booked.
 *
 * @param amount what was asked for, all of which was booked
 * @param balance after the operation
 * @param lotsProcessed LOT assets only: the lot made, or the lots taken from in their order
 * @param holdId of a credit into HELD
 */
public record Adjusted(
        Type type,
        Amount amount,
        Bucket bucket,
        AssetId assetId,
        ProgramId programId,
        Buckets balance,
        EntryId journalEntryId,
        String message,
        Optional<String> referenceId,
        Optional<List<LotShare>> lotsProcessed,
        Optional<HoldId> holdId)
        implements Result {

    /** The direction of the value: into the account, or out of it. */
    public enum Type {
        CREDIT,
        DEBIT
    }
}
