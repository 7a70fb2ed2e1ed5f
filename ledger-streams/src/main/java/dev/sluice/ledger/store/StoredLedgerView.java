package dev.sluice.ledger.store;

import dev.sluice.ledger.core.Cursor;
import dev.sluice.ledger.core.EntryIds;
import dev.sluice.ledger.core.LedgerView;
import dev.sluice.ledger.core.StateChanges.SystemKey;
import dev.sluice.ledger.core.balance.Balance;
import dev.sluice.ledger.core.due.DueItem;
import dev.sluice.ledger.core.hold.HoldState;
import dev.sluice.ledger.core.lot.Lot;
import dev.sluice.ledger.core.lot.LotPosition;
import dev.sluice.ledger.core.lot.Slice;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Program;
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
import org.apache.kafka.common.utils.Bytes;

/** The core's questions, answered from one task's stores. One for a task, turned to each record's time by {@link #at}. */
public final class StoredLedgerView implements LedgerView {

    private static final UUID LOWEST = new UUID(0, 0);

    private final OpenStores stores;
    private final int partition;
    private Instant now;

    public StoredLedgerView(OpenStores stores, int partition) {
        this.stores = stores;
        this.partition = partition;
        this.now = stores.head().clock();
    }

    /** This view, as of an instant. */
    public StoredLedgerView at(Instant instant) {
        this.now = instant;
        return this;
    }

    /** Where the partition stands. */
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
    public Optional<Program> program(ProgramId id) {
        return stores.programs()
                .find(
                        id,
                        missing -> get(LedgerRow.PROGRAMS, StoreKeys.program(missing))
                                .map(EntityCodec::decodeProgram));
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        return stores.assets()
                .find(
                        id,
                        missing ->
                                get(LedgerRow.ASSETS, StoreKeys.asset(missing)).map(EntityCodec::decodeAsset));
    }

    @Override
    public Cursor<Program> programs(Optional<ProgramId> from) {
        return new RowCursor<>(
                stores.of(LedgerRow.PROGRAMS),
                StoreKeys.program(from.orElseGet(() -> new ProgramId(LOWEST))),
                StoreKeys.end(StoreKeys.all(LedgerRow.PROGRAMS)),
                (key, value) -> EntityCodec.decodeProgram(value));
    }

    @Override
    public Cursor<Asset> assets(Optional<AssetId> from) {
        return new RowCursor<>(
                stores.of(LedgerRow.ASSETS),
                StoreKeys.asset(from.orElseGet(() -> new AssetId(LOWEST))),
                StoreKeys.end(StoreKeys.all(LedgerRow.ASSETS)),
                (key, value) -> EntityCodec.decodeAsset(value));
    }

    @Override
    public Optional<Owner> owner(AccountId account) {
        return stores.owners()
                .find(
                        account,
                        missing ->
                                get(LedgerRow.OWNERS, StoreKeys.owner(missing)).map(EntityCodec::decodeOwner));
    }

    @Override
    public Optional<Balance> balance(AccountId account, AssetId asset) {
        return get(LedgerRow.BALANCES, StoreKeys.balance(account, asset))
                .map(value -> BalanceCodec.decode(new Balance.Key(account, asset), value));
    }

    @Override
    public Cursor<Balance> balances(AccountId account) {
        return new BalanceCursor(stores.of(LedgerRow.BALANCES), account);
    }

    @Override
    public Optional<Amount> systemBalance(SystemAccount account, AssetId asset) {
        return get(LedgerRow.SYSTEM, StoreKeys.system(new SystemKey(account, asset)))
                .map(value -> new ValueReader(value).amount());
    }

    @Override
    public Optional<Lot> lot(AccountId account, LotId lot) {
        var key = new Lot.Key(account, lot);
        return get(LedgerRow.LOTS, StoreKeys.lot(key)).map(value -> LotCodec.decode(key, value));
    }

    @Override
    public Optional<Slice> slice(Slice.Key key) {
        return get(StoreKeys.slices(key.bucket()), StoreKeys.slice(key)).map(value -> LotCodec.decode(key, value));
    }

    /** Starts at the first slice there is and ends with the last one, both known from the balance. */
    @Override
    public Cursor<Slice> slices(AccountId account, AssetId asset, Bucket bucket, LotPosition from) {
        var balance = balance(account, asset);
        var first = balance.flatMap(row -> firstSlice(row, bucket));
        if (first.isEmpty()) {
            return Cursor.over(List.of());
        }
        var start = from.compareTo(first.get()) > 0 ? from : first.get();
        var row = StoreKeys.slices(bucket);
        var rows = new RowCursor<>(
                stores.of(row),
                StoreKeys.slicesFrom(account, asset, bucket, start),
                StoreKeys.end(StoreKeys.all(row, account, asset)),
                (key, value) -> LotCodec.decode(StoreKeys.sliceKey(account, asset, bucket, key), value));
        return new CappedCursor<>(rows, Slice::remaining, sliced(balance.get(), bucket));
    }

    private static Optional<LotPosition> firstSlice(Balance balance, Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> balance.firstAvailable();
            case HELD -> balance.firstHeld();
            case DEFERRED -> Optional.of(LotPosition.FIRST);
        };
    }

    private static Amount sliced(Balance balance, Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> balance.available().plus(balance.debt());
            case HELD -> balance.held();
            case DEFERRED -> balance.deferred();
        };
    }

    @Override
    public Cursor<Slice> slicesUnder(AccountId account, AssetId asset, HoldId hold) {
        var key = new HoldState.Key(account, asset, hold);
        var positions = get(LedgerRow.OPEN_HOLDS, StoreKeys.openHold(key))
                .map(value -> HoldRow.decode(key, value).slices())
                .orElse(List.of());
        return new MappedCursor<>(Cursor.over(positions), position -> {
            var slice = new Slice.Key(account, asset, Bucket.HELD, position, Optional.of(hold));
            return slice(slice).orElseThrow(() -> missing(slice));
        });
    }

    @Override
    public Cursor<Lot> finishedLots(AccountId account, AssetId asset, LotPosition from) {
        var ids = new RowCursor<>(
                stores.of(LedgerRow.FINISHED_LOTS),
                StoreKeys.finishedLot(account, asset, from),
                StoreKeys.end(StoreKeys.all(LedgerRow.FINISHED_LOTS, account, asset)),
                (key, value) -> LotCodec.decodeId(value));
        return new MappedCursor<>(ids, id -> lot(account, id).orElseThrow(() -> missing(id)));
    }

    @Override
    public Optional<HoldState> hold(AccountId account, AssetId asset, HoldId hold) {
        var key = new HoldState.Key(account, asset, hold);
        return get(LedgerRow.OPEN_HOLDS, StoreKeys.openHold(key))
                .or(() -> get(LedgerRow.CLOSED_HOLDS, StoreKeys.closedHold(key)))
                .map(value -> HoldRow.decodeState(key, value));
    }

    /** Starts at the first open hold and ends with the last one, both known from the balance. */
    @Override
    public Cursor<HoldState> openHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        var balance = balance(account, asset);
        var first = balance.flatMap(Balance::firstOpenHold);
        if (first.isEmpty()) {
            return Cursor.over(List.of());
        }
        var start = from.filter(hold -> hold.compareTo(first.get()) > 0).orElse(first.get());
        var rows = holds(LedgerRow.OPEN_HOLDS, account, asset, start);
        return new CappedCursor<>(rows, HoldState::remaining, balance.get().held());
    }

    @Override
    public Cursor<HoldState> openHolds(AccountId account, AssetId asset, String referenceId) {
        return new MappedCursor<>(
                HoldReferences.find(stores, account, asset, referenceId),
                id -> hold(account, asset, id).orElseThrow(() -> missing(id)));
    }

    @Override
    public Cursor<HoldState> closedHolds(AccountId account, AssetId asset, Optional<HoldId> from) {
        return holds(LedgerRow.CLOSED_HOLDS, account, asset, from.orElseGet(() -> new HoldId(LOWEST)));
    }

    private Cursor<HoldState> holds(LedgerRow row, AccountId account, AssetId asset, HoldId from) {
        var start = new HoldState.Key(account, asset, from);
        return new RowCursor<>(
                stores.of(row),
                row == LedgerRow.OPEN_HOLDS ? StoreKeys.openHold(start) : StoreKeys.closedHold(start),
                StoreKeys.end(StoreKeys.all(row, account, asset)),
                (key, value) -> HoldRow.decodeState(
                        new HoldState.Key(account, asset, new HoldId(new KeyReader(row, key).uuid())), value));
    }

    @Override
    public Cursor<DueItem> due(AccountId account, AssetId asset) {
        var first = balance(account, asset).flatMap(Balance::nextDue);
        if (first.isEmpty()) {
            return Cursor.over(List.of());
        }
        return new RowCursor<>(
                stores.of(LedgerRow.DUE),
                StoreKeys.dueFrom(account, asset, first.get()),
                StoreKeys.end(StoreKeys.all(LedgerRow.DUE, account, asset)),
                (key, nothing) -> StoreKeys.dueItem(account, asset, key));
    }

    /** The balances on which something is due by now, the earliest first; at most so many. For the sweep. */
    public List<Balance.Key> dueBalances(int sizeMax) {
        return queue(LedgerRow.DUE_BALANCES, stores.dueBalances(), now, sizeMax).stream()
                .map(StoreKeys::dueBalance)
                .toList();
    }

    /** The first rows of a queue up to an instant (included). */
    List<Bytes> queue(LedgerRow row, QueueStart start, Instant upTo, int sizeMax) {
        var end = StoreKeys.queueEnd(row, upTo);
        if (start.start().compareTo(end) >= 0) {
            return List.of();
        }
        var keys = new ArrayList<Bytes>();
        try (var rows = new RowCursor<>(stores.of(row), start.start(), end, (key, nothing) -> key)) {
            while (keys.size() < sizeMax && rows.hasNext()) {
                keys.add(rows.next());
            }
        }
        start.nothingBefore(keys.isEmpty() ? end : keys.getFirst());
        return keys;
    }

    /** What the topology remembers of a change of the catalogue that is on its way. */
    public Optional<byte[]> pendingBroadcast(EntryId entry) {
        return get(LedgerRow.PENDING_BROADCASTS, StoreKeys.pendingBroadcast(entry))
                .map(value -> new ValueReader(value).rest());
    }

    /** All changes of the catalogue that are on their way, in the order of booking. */
    public Cursor<Map.Entry<EntryId, byte[]>> pendingBroadcasts() {
        var prefix = StoreKeys.all(LedgerRow.PENDING_BROADCASTS);
        return new RowCursor<>(
                stores.of(LedgerRow.PENDING_BROADCASTS),
                prefix,
                StoreKeys.end(prefix),
                (key, value) -> Map.entry(StoreKeys.pendingBroadcast(key), new ValueReader(value).rest()));
    }

    private Optional<byte[]> get(LedgerRow row, Bytes key) {
        return Optional.ofNullable(stores.of(row).get(key));
    }

    private static IllegalStateException missing(Object row) {
        return new IllegalStateException("An index names " + row + ", so it must be there");
    }
}
