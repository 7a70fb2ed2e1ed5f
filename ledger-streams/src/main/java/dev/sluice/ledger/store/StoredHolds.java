package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** The core's questions about holds and what is under them, answered from one task's stores. */
final class StoredHolds {

    private static final HoldId LOWEST = new HoldId(new UUID(0, 0));

    private final OpenStores stores;
    private final StoredEnded ended;

    StoredHolds(OpenStores stores, StoredEnded ended) {
        this.stores = stores;
        this.ended = ended;
    }

    Optional<HoldState> hold(HoldState.Key key) {
        for (var place : HoldPlace.ALL) {
            var row = get(place.holds(), place.key(key));
            if (row.isPresent()) {
                return Optional.of(StoredHold.decodeState(key, row.get()));
            }
        }
        return ended.hold(key);
    }

    /** A HELD slice, wherever it is. */
    Optional<Slice> slice(Slice.Key key) {
        for (var place : HoldPlace.ALL) {
            var slice = slice(place, key);
            if (slice.isPresent()) {
                return slice;
            }
        }
        return Optional.empty();
    }

    private Optional<Slice> slice(HoldPlace place, Slice.Key key) {
        return get(place.slices(), place.key(key)).map(value -> LotCodec.decode(key, value));
    }

    /** The slices under one hold. They are where its row is. */
    Cursor<Slice> slicesUnder(HoldState.Key key) {
        for (var place : HoldPlace.ALL) {
            var row = get(place.holds(), place.key(key));
            if (row.isPresent()) {
                var positions = StoredHold.decode(key, row.get()).slices();
                return new MappedCursor<>(Cursor.over(positions), position -> {
                    var slice = new Slice.Key(key.account(), key.asset(), Bucket.HELD, position, Optional.of(key.id()));
                    return slice(place, slice).orElseThrow(() -> missing(slice));
                });
            }
        }
        return Cursor.over(List.of());
    }

    /**
     * The slices of a place from a position on. Begins with the first there is, which the balance knows; over one lot there may have been many
     * holds before the oldest that is open, so with that one.
     */
    Cursor<Slice> slices(Balance balance, HoldPlace place, LotPosition from) {
        var first = firstSlice(balance, place);
        if (first.isEmpty()) {
            return Cursor.over(List.of());
        }
        var key = balance.key();
        var start = from.compareTo(first.get()) > 0 ? from : first.get();
        var oldest = firstHold(balance, place).orElse(LOWEST);
        return RowCursor.startingWith(
                stores.of(place.slices()),
                StoreKeys.heldSlicesFrom(place.slices(), key.account(), key.asset(), start, oldest),
                StoreKeys.end(StoreKeys.slices(place.slices(), key.account(), key.asset())),
                (row, value) -> LotCodec.decode(
                        StoreKeys.slice(place.slices(), Bucket.HELD, key.account(), key.asset(), row), value));
    }

    /** The open holds of a place from one on. Begins with the first there is, which the balance knows. */
    Cursor<HoldState> openHolds(Balance balance, HoldPlace place, Optional<HoldId> from) {
        var first = firstHold(balance, place);
        if (first.isEmpty()) {
            return Cursor.over(List.of());
        }
        var key = balance.key();
        var start = from.filter(hold -> hold.compareTo(first.get()) > 0).orElse(first.get());
        return RowCursor.startingWith(
                stores.of(place.holds()),
                place.key(new HoldState.Key(key.account(), key.asset(), start)),
                StoreKeys.end(StoreKeys.all(place.holds(), key.account(), key.asset())),
                (row, value) -> decoded(place.holds(), key.account(), key.asset(), row, value));
    }

    private static Optional<LotPosition> firstSlice(Balance balance, HoldPlace place) {
        return switch (place) {
            case PLAIN -> balance.first().held();
            case OF_RESERVES -> balance.first().reserved();
        };
    }

    private static Optional<HoldId> firstHold(Balance balance, HoldPlace place) {
        return switch (place) {
            case PLAIN -> balance.first().hold();
            case OF_RESERVES -> balance.first().reserveHold();
        };
    }

    Cursor<HoldState> openHolds(AccountId account, AssetId asset, String referenceId) {
        return new MappedCursor<>(
                HoldReferences.find(stores, account, asset, referenceId),
                id -> hold(new HoldState.Key(account, asset, id)).orElseThrow(() -> missing(id)));
    }

    private static HoldState decoded(LedgerRow row, AccountId account, AssetId asset, Bytes key, byte[] value) {
        var id = new HoldId(new KeyReader(row, key).uuid());
        return StoredHold.decodeState(new HoldState.Key(account, asset, id), value);
    }

    private Optional<byte[]> get(LedgerRow row, Bytes key) {
        return Optional.ofNullable(stores.of(row).get(key));
    }

    private static IllegalStateException missing(Object row) {
        return new IllegalStateException("Other rows speak of " + row + ", so it must be there");
    }
}
