package dev.sluice.ledger.core.state;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.SystemAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows as one entry leaves them: all that the writer has to write, and nothing that stayed as it was.
 *
 * @param balances the new rows, each with the {@code nextDue} it had before, so that the writer can keep the partition's
 *     index of due balances
 * @param slices the new rows; empty where the slice is gone
 * @param holds the new rows; one that is closed moves from the open to the closed ones
 * @param lots the new rows; one that is finished is listed among the finished ones
 * @param dueAdded items that were not there
 * @param dueRemoved items that are there no more
 */
public record StateChanges(
        Map<Balance.Key, BalanceChange> balances,
        Map<Slice.Key, Optional<Slice>> slices,
        Map<HoldState.Key, HoldState> holds,
        Map<Lot.Key, Lot> lots,
        Set<DueItem> dueAdded,
        Set<DueItem> dueRemoved,
        Map<SystemKey, Amount> system,
        List<Program> programs,
        List<Asset> assets,
        List<Owner> owners,
        List<TransferRecord> transfers,
        List<ReversibleDebit> reversibleDebits,
        ReserveChanges reserves) {

    /** A balance row before (empty for a new one) and after. */
    public record BalanceChange(Optional<Balance> before, Balance after) {}

    /** The key of a partition's shard of a system account. */
    public record SystemKey(SystemAccount account, AssetId asset) {}
}
