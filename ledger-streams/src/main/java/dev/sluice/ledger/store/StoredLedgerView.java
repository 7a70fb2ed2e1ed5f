package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.EntryIds;
import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.core.state.ReserveView;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Bytes;

/** The answers to the core's questions from one task's stores, as of one instant. */
public final class StoredLedgerView implements LedgerView {

    private static final UUID LOWEST = new UUID(0, 0);

    private final OpenStores stores;
    private final int partition;
    private final ToIntFunction<AccountId> partitionOf;
    private final StoredEnded ended;
    private final StoredHolds holds;
    private final StoredReserves reserves;
    private final Instant now;

    /**
     * The view of one partition.
     *
     * @param partitionOf the partition that an account is served by
     * @param terms how long value may be reserved
     */
    public StoredLedgerView(
            OpenStores stores, int partition, ToIntFunction<AccountId> partitionOf, ReserveTerms terms) {
        this.stores = stores;
        this.partition = partition;
        this.partitionOf = partitionOf;
        this.now = stores.head().clock();
        this.ended = new StoredEnded(stores, () -> stores.forgottenUpTo(now));
        this.holds = new StoredHolds(stores, ended);
        this.reserves = new StoredReserves(stores, terms);
    }

    private StoredLedgerView(StoredLedgerView same, Instant now, Supplier<Instant> forgottenUpTo) {
        this.stores = same.stores;
        this.partition = same.partition;
        this.partitionOf = same.partitionOf;
        this.now = now;
        this.ended = new StoredEnded(stores, forgottenUpTo);
        this.holds = new StoredHolds(stores, ended);
        this.reserves = same.reserves;
    }

    /** The view of one partition, where value may be reserved for 3 to 180 days. */
    public StoredLedgerView(OpenStores stores, int partition, ToIntFunction<AccountId> partitionOf) {
        this(stores, partition, partitionOf, ReserveTerms.DEFAULT);
    }

    /** The same stores, as of an instant. */
    public StoredLedgerView asOf(Instant instant) {
        return new StoredLedgerView(this, instant, () -> stores.forgottenUpTo(instant));
    }

    /**
     * The same with all that is there, whether it would still be told or not: what an entry makes of the state does not depend
     * on how long things are told.
     */
    public StoredLedgerView withAllThatIsThere() {
        return new StoredLedgerView(this, now, () -> Instant.MIN);
    }

    /** The head of the partition. */
    public Head head() {
        return stores.head();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public EntryIds nextIds() {
        return new EntryIds(partition, stores.head().sequence(), now);
    }

    @Override
    public EntryId nextCoordinatedId() {
        return EntryIds.coordinated(partition, stores.head().coordinated(), now);
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public int partitionOf(AccountId account) {
        return partitionOf.applyAsInt(account);
    }

    @Override
    public Optional<TransferRecord> transfer(AccountId source, EntryId id) {
        return ended.transfer(id).filter(found -> found.sourceId().equals(source));
    }

    @Override
    public Optional<ReversibleDebit> reversibleDebit(AccountId account, EntryId entry) {
        return ended.reversibleDebit(entry).filter(found -> found.account().equals(account));
    }

    @Override
    public boolean isOnItsWay(EntryId coordinated) {
        return pending(Pending.COORDINATED_REQUESTS, coordinated).isPresent();
    }

    @Override
    public Cursor<Expectation> expectations(AccountId group) {
        var prefix = StoreKeys.expectations(group);
        return RowCursor.between(
                stores.of(LedgerRow.EXPECTATIONS),
                prefix,
                StoreKeys.end(prefix),
                (key, value) ->
                        new Expectation(group, new EntryId(StoreKeys.lastId(key)), new ValueReader(value).instant()));
    }

    @Override
    public Optional<Program> program(ProgramId id) {
        return stores.programs().find(StoreKeys.program(id));
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        return stores.assets().find(StoreKeys.asset(id));
    }

    @Override
    public Cursor<Program> programs(Optional<ProgramId> from) {
        return RowCursor.between(
                stores.of(LedgerRow.PROGRAMS),
                StoreKeys.program(from.orElseGet(() -> new ProgramId(LOWEST))),
                StoreKeys.end(StoreKeys.all(LedgerRow.PROGRAMS)),
                (key, value) -> EntityCodec.decodeProgram(value));
    }

    @Override
    public Cursor<Asset> assets(Optional<AssetId> from) {
        return RowCursor.between(
                stores.of(LedgerRow.ASSETS),
                StoreKeys.asset(from.orElseGet(() -> new AssetId(LOWEST))),
                StoreKeys.end(StoreKeys.all(LedgerRow.ASSETS)),
                (key, value) -> EntityCodec.decodeAsset(value));
    }

    @Override
    public Optional<Owner> owner(AccountId account) {
        return stores.owners().find(StoreKeys.owner(account));
    }

    @Override
    public Optional<Balance> balance(AccountId account, AssetId asset) {
        var value = stores.of(LedgerRow.BALANCES).get(StoreKeys.balance(account, asset));
        return value == null
                ? Optional.empty()
                : Optional.of(stores.lastBalance().of(new Balance.Key(account, asset), value));
    }

    @Override
    public Cursor<Balance> balances(AccountId account) {
        var prefix = StoreKeys.balances(account);
        return RowCursor.between(
                stores.of(LedgerRow.BALANCES),
                prefix,
                StoreKeys.end(prefix),
                (key, value) -> BalanceCodec.decode(StoreKeys.balance(account, key), value));
    }

    @Override
    public Optional<Amount> systemBalance(SystemAccount account, AssetId asset) {
        return get(LedgerRow.SYSTEM, StoreKeys.system(new SystemKey(account, asset)))
                .map(value -> new ValueReader(value).amount());
    }

    @Override
    public Optional<Lot> lot(AccountId account, LotId lot) {
        return lot(new Lot.Key(account, lot));
    }

    private Optional<Lot> lot(Lot.Key key) {
        return get(LedgerRow.LOTS, StoreKeys.lot(key))
                .map(value -> LotCodec.decode(key, value))
                .filter(ended::isKnown)
                .or(() -> ended.lot(key));
    }

    @Override
    public Optional<Slice> slice(Slice.Key key) {
        if (key.bucket() == Bucket.HELD) {
            return holds.slice(key);
        }
        var row = StoreKeys.slices(key.bucket());
        return get(row, StoreKeys.slice(row, key)).map(value -> LotCodec.decode(key, value));
    }

    /** Begins with the first slice there is, which the balance knows, so that nothing is walked over before it. */
    @Override
    public Cursor<Slice> slices(AccountId account, AssetId asset, Bucket bucket, LotPosition from) {
        if (bucket == Bucket.HELD) {
            return ofBalance(account, asset, balance -> holds.slices(balance, HoldPlace.PLAIN, from));
        }
        var row = StoreKeys.slices(bucket);
        return ofBalance(
                account,
                asset,
                balance -> balance.first(bucket)
                        .<Cursor<Slice>>map(first -> RowCursor.startingWith(
                                stores.of(row),
                                StoreKeys.slicesFrom(row, account, asset, from.compareTo(first) > 0 ? from : first),
                                StoreKeys.end(StoreKeys.slices(row, account, asset)),
                                (key, value) ->
                                        LotCodec.decode(StoreKeys.slice(row, bucket, account, asset, key), value)))
                        .orElseGet(() -> Cursor.over(List.of())));
    }

    @Override
    public Cursor<Slice> reservedSlices(AccountId account, AssetId asset, LotPosition from) {
        return ofBalance(account, asset, balance -> holds.slices(balance, HoldPlace.OF_RESERVES, from));
    }

    private <T> Cursor<T> ofBalance(AccountId account, AssetId asset, Function<Balance, Cursor<T>> rows) {
        return balance(account, asset).map(rows).orElseGet(() -> Cursor.over(List.of()));
    }

    @Override
    public Cursor<Slice> slicesUnder(AccountId account, AssetId asset, HoldId hold) {
        return holds.slicesUnder(new HoldState.Key(account, asset, hold));
    }

    @Override
    public Cursor<Lot> finishedLots(AccountId account, AssetId asset, LotPosition from) {
        return ended.finishedLots(account, asset, from, this::lot);
    }

    @Override
    public Optional<HoldState> hold(AccountId account, AssetId asset, HoldId hold) {
        return holds.hold(new HoldState.Key(account, asset, hold));
    }

    @Override
    public Cursor<HoldState> openHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return ofBalance(account, asset, balance -> holds.openHolds(balance, HoldPlace.PLAIN, from));
    }

    @Override
    public Cursor<HoldState> openReserveHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return ofBalance(account, asset, balance -> holds.openHolds(balance, HoldPlace.OF_RESERVES, from));
    }

    @Override
    public Cursor<HoldState> openHolds(AccountId account, AssetId asset, String referenceId) {
        return holds.openHolds(account, asset, referenceId);
    }

    @Override
    public Cursor<HoldState> closedHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return ended.holds(account, asset, from);
    }

    /** Begins with the first item there is, which the balance knows, so that nothing that was booked is walked over. */
    @Override
    public Cursor<DueItem> due(AccountId account, AssetId asset) {
        var first = balance(account, asset).flatMap(row -> row.first().due());
        if (first.isEmpty()) {
            return Cursor.over(List.of());
        }
        return RowCursor.startingWith(
                stores.of(LedgerRow.DUE),
                StoreKeys.due(first.get()),
                StoreKeys.end(StoreKeys.all(LedgerRow.DUE, account, asset)),
                (key, nothing) -> StoreKeys.dueItem(account, asset, key));
    }

    @Override
    public ReserveView reserves() {
        return reserves;
    }

    /** The balances on which something is due by now, the earliest first; at most so many. For the sweep. */
    public List<Balance.Key> dueBalances(int sizeMax) {
        return queue(LedgerRow.DUE_BALANCES, stores.dueBalances(), now, sizeMax).stream()
                .map(StoreKeys::dueBalance)
                .toList();
    }

    /** The next instant at which something falls due, or fell and is not booked; empty where nothing ever will. */
    public Optional<Instant> nextDue() {
        return first(LedgerRow.DUE_BALANCES, stores.dueBalances());
    }

    /** What an older version left that was over by an instant, the oldest first; at most so many. For the sweep. */
    public List<FinishedThing> finishedBy(Instant instant, int sizeMax) {
        return stores.hasOlderEnded()
                ? queue(LedgerRow.FORGET, stores.forget(), instant, sizeMax).stream()
                        .map(StoreKeys::finishedThing)
                        .toList()
                : List.of();
    }

    /** Rows of what has ended, of windows of which nothing is known any more; at most so many. For the sweep. */
    public List<Bytes> forgotten(int sizeMax) {
        var end = EndedWindows.endOfThoseBy(stores.forgottenUpTo(now));
        return queue(LedgerRow.ENDED, stores.ended().start(), end, sizeMax);
    }

    /** What ended at this instant or before is not known any more. */
    public Instant forgottenUpTo() {
        return stores.forgottenUpTo(now);
    }

    /** Whether the last of what an older version left that is over was forgotten or moved, and nothing says so yet. */
    public boolean isRidOfOlderEnded() {
        return stores.hasOlderEnded()
                && first(LedgerRow.FORGET, stores.forget()).isEmpty();
    }

    private Optional<Instant> first(LedgerRow row, QueueStart start) {
        var end = StoreKeys.end(StoreKeys.all(row));
        try (var rows = RowCursor.between(stores.of(row), start.start(), end, (key, nothing) -> key)) {
            return rows.hasNext() ? Optional.of(new KeyReader(row, rows.next()).instant()) : Optional.empty();
        }
    }

    /** The first rows of a queue up to an instant (included). */
    List<Bytes> queue(LedgerRow row, QueueStart start, Instant upTo, int sizeMax) {
        var end = StoreKeys.queueEnd(row, upTo);
        if (start.start().compareTo(end) >= 0) {
            return List.of();
        }
        var keys = new ArrayList<Bytes>();
        try (var rows = RowCursor.between(stores.of(row), start.start(), end, (key, nothing) -> key)) {
            while (keys.size() < sizeMax && rows.hasNext()) {
                keys.add(rows.next());
            }
        }
        start.nothingBefore(keys.isEmpty() ? end : keys.getFirst());
        return keys;
    }

    /** What the topology remembers of something that is on its way. */
    public Optional<byte[]> pending(Pending kind, EntryId id) {
        return get(kind.row(), StoreKeys.pending(kind, id)).map(value -> new ValueReader(value).rest());
    }

    /** All that is on its way, in the order in which it began. */
    public Cursor<Map.Entry<EntryId, byte[]>> allPending(Pending kind) {
        var prefix = StoreKeys.all(kind.row());
        return RowCursor.between(
                stores.of(kind.row()),
                prefix,
                StoreKeys.end(prefix),
                (key, value) -> Map.entry(StoreKeys.pending(kind, key), new ValueReader(value).rest()));
    }

    /** What the topology remembers of the record that is postponed at this place. */
    public Optional<byte[]> postponed(long place) {
        return get(LedgerRow.POSTPONED_RECORDS, StoreKeys.postponed(place)).map(value -> new ValueReader(value).rest());
    }

    /** All that is postponed, by its place, in the order of arrival. */
    public Cursor<Map.Entry<Long, byte[]>> allPostponed() {
        var prefix = StoreKeys.all(LedgerRow.POSTPONED_RECORDS);
        return RowCursor.between(
                stores.of(LedgerRow.POSTPONED_RECORDS),
                prefix,
                StoreKeys.end(prefix),
                (key, value) -> Map.entry(StoreKeys.postponed(key), new ValueReader(value).rest()));
    }

    private Optional<byte[]> get(LedgerRow row, Bytes key) {
        return Optional.ofNullable(stores.of(row).get(key));
    }
}
