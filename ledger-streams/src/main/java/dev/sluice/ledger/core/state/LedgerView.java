package dev.sluice.ledger.core.state;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;
import java.util.Optional;

/**
 * The read-only questions that a decision may ask of one partition's state, as of one instant. Every question costs one
 * look-up, or one step for each row that is taken from a cursor; none of them reads a whole store.
 */
public interface LedgerView {

    /** The ledger's time: that of the record being applied, never earlier than the last one of the partition. */
    Instant now();

    /** The ids of the entry that would be the partition's next. */
    EntryIds nextIds();

    /** The id of what would be the next thing that this partition undertakes with others. */
    EntryId nextCoordinatedId();

    /** The partition whose state this is. */
    int partition();

    /** The partition that an account is served by. */
    int partitionOf(AccountId account);

    Optional<Program> program(ProgramId id);

    Optional<Asset> asset(AssetId id);

    /** Programs in the order of their ids, from this id on (included). */
    Cursor<Program> programs(Optional<ProgramId> from);

    /** Assets in the order of their ids, from this id on (included). */
    Cursor<Asset> assets(Optional<AssetId> from);

    Optional<Owner> owner(AccountId account);

    /** The balance of one asset; empty where the account never had any. */
    Optional<Balance> balance(AccountId account, AssetId asset);

    /** All balances of the account, in the order of the assets' ids. */
    Cursor<Balance> balances(AccountId account);

    /** This partition's shard of a system account; empty where nothing was ever booked on it. */
    Optional<Amount> systemBalance(SystemAccount account, AssetId asset);

    Optional<Lot> lot(AccountId account, LotId lot);

    /** The slice of a lot in one bucket, under one hold if HELD. */
    Optional<Slice> slice(Slice.Key key);

    /**
     * Open slices of one bucket in the order of spending, from this position on (included). Of HELD those that no reserve
     * holds; in a store that the first release has written there may be others among them.
     */
    Cursor<Slice> slices(AccountId account, AssetId asset, Bucket bucket, LotPosition from);

    /** The HELD slices that reserves hold, in the order of spending, from this position on (included). */
    Cursor<Slice> reservedSlices(AccountId account, AssetId asset, LotPosition from);

    /** The slices under one hold, in the order of spending. */
    Cursor<Slice> slicesUnder(AccountId account, AssetId asset, HoldId hold);

    /** Lots of which nothing is left, still listed, in the order of spending, from this position on (included). */
    Cursor<Lot> finishedLots(AccountId account, AssetId asset, LotPosition from);

    /** A hold, open or closed. */
    Optional<HoldState> hold(AccountId account, AssetId asset, HoldId hold);

    /**
     * Open holds that no reserve made, in the order of opening, from this one on (included). In a store that the first release
     * has written there may be others among them.
     */
    Cursor<HoldState> openHolds(AccountId account, AssetId asset, Optional<HoldId> from);

    /** Open holds of reserves, in the order of opening, from this one on (included). */
    Cursor<HoldState> openReserveHolds(AccountId account, AssetId asset, Optional<HoldId> from);

    /** Open holds with this reference, whoever made them, in the order of opening. */
    Cursor<HoldState> openHolds(AccountId account, AssetId asset, String referenceId);

    /** Closed holds that are still listed, in the order of opening, from this one on (included). */
    Cursor<HoldState> closedHolds(AccountId account, AssetId asset, Optional<HoldId> from);

    /** A transfer whose source is the account, unless it was made too long ago; a pending one may have been posted since. */
    Optional<TransferRecord> transfer(AccountId source, EntryId id);

    /** A debit or capture of the account with what it took, unless it was made too long ago. */
    Optional<ReversibleDebit> reversibleDebit(AccountId account, EntryId entry);

    /** Whether this partition coordinates it and others have still to answer. */
    boolean isOnItsWay(EntryId coordinated);

    /** The notes that value may still come to a group, in the order of the requests' ids. */
    Cursor<Expectation> expectations(AccountId group);

    /** The reserves: what is kept back for refunds. */
    ReserveView reserves();

    /** The due items of the account and asset, earliest first. */
    Cursor<DueItem> due(AccountId account, AssetId asset);
}
