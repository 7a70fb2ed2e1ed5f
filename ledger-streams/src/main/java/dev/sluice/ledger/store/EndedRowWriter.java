package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Puts the rows of what has ended into a batch: in the window in which it ended, whatever becomes of it since. An older version left
 * such rows in other places, each with a row in the queue to be forgotten; what changes of them moves into its window.
 */
final class EndedRowWriter {

    /** The layout in which nothing that has ended lies outside of windows. */
    static final int LAYOUT = 2;

    private final OpenStores stores;
    private final RowBatch batch;

    EndedRowWriter(OpenStores stores, RowBatch batch) {
        this.stores = stores;
        this.batch = batch;
    }

    /** Puts a hold that was closed. */
    void closed(StoredHold row) {
        var key = row.state().key();
        var closedAt = row.state().closedAt().orElseThrow();
        removeOlder(LedgerRow.CLOSED_HOLDS, StoreKeys.closedHold(key), FinishedThing.of(row.state(), closedAt));
        put(EndedKey.of(key), closedAt, row.encode());
    }

    /**
     * Puts a lot, whether it has ended or not. One that comes back, as when a transfer is refused or a debit reversed, is found among
     * those that have something left, before the row of its end.
     */
    void lot(Lot lot) {
        var row = StoreKeys.lot(lot.key());
        var before = batch.get(LedgerRow.LOTS, row).map(value -> LotCodec.decode(lot.key(), value));
        if (before.equals(Optional.of(lot))) {
            return;
        }
        removeOlder(lot, before);
        if (lot.finish().isEmpty()) {
            batch.put(LedgerRow.LOTS, row, LotCodec.encode(lot));
        } else {
            before.ifPresent(there -> batch.delete(LedgerRow.LOTS, row));
            var finishedAt = lot.finish().get().at();
            put(EndedKey.of(lot.key()), finishedAt, LotCodec.encode(lot));
            put(EndedKey.inOrder(lot.account(), lot.asset(), lot.position()), finishedAt, LotCodec.encode(lot.id()));
        }
    }

    void transfer(TransferRecord transfer) {
        var id = transfer.journalEntryId();
        removeOlder(LedgerRow.TRANSFERS, StoreKeys.transfer(id), FinishedThing.of(transfer));
        put(EndedKey.transfer(id), transfer.createdAt(), EntityCodec.encode(transfer));
    }

    /** How long it is known is counted from when it was made, whatever is given back of it since. */
    void reversibleDebit(ReversibleDebit debit) {
        var entry = debit.entry();
        removeOlder(LedgerRow.CONSUMPTIONS, StoreKeys.reversibleDebit(entry), FinishedThing.of(debit));
        put(EndedKey.reversibleDebit(entry), debit.at(), ReversibleDebitCodec.encode(debit));
    }

    private void put(EndedKey key, Instant at, byte[] value) {
        var window = EndedWindows.of(at);
        var row = key.in(window);
        batch.put(LedgerRow.ENDED, row, value);
        stores.ended().put(row, window);
    }

    private void removeOlder(LedgerRow row, Bytes key, FinishedThing thing) {
        if (stores.hasOlderEnded() && batch.get(row, key).isPresent()) {
            batch.delete(row, key);
            batch.delete(LedgerRow.FORGET, StoreKeys.forget(thing));
        }
    }

    private void removeOlder(Lot lot, Optional<Lot> among) {
        if (!stores.hasOlderEnded()) {
            return;
        }
        var ended = among.or(() -> batch.get(LedgerRow.ENDED_LOTS, StoreKeys.endedLot(lot.key()))
                .map(value -> LotCodec.decode(lot.key(), value)));
        ended.flatMap(Lot::finish).ifPresent(finish -> {
            batch.delete(LedgerRow.ENDED_LOTS, StoreKeys.endedLot(lot.key()));
            batch.delete(LedgerRow.FINISHED_LOTS, StoreKeys.finishedLot(lot.account(), lot.asset(), lot.position()));
            batch.delete(LedgerRow.FORGET, StoreKeys.forget(FinishedThing.of(lot, finish.at())));
        });
    }

    /** Drops what an older version left from where it is listed, and from the queue. */
    void forget(FinishedThing thing) {
        switch (thing.kind()) {
            case LOT -> forgetLot(new Lot.Key(thing.account(), new LotId(thing.id())));
            case HOLD ->
                batch.delete(
                        LedgerRow.CLOSED_HOLDS,
                        StoreKeys.closedHold(
                                new HoldState.Key(thing.account(), thing.asset(), new HoldId(thing.id()))));
            case TRANSFER -> batch.delete(LedgerRow.TRANSFERS, StoreKeys.transfer(new EntryId(thing.id())));
            case CONSUMPTION ->
                batch.delete(LedgerRow.CONSUMPTIONS, StoreKeys.reversibleDebit(new EntryId(thing.id())));
        }
        batch.delete(LedgerRow.FORGET, StoreKeys.forget(thing));
    }

    /** The first release left it among those that have something left. */
    private void forgetLot(Lot.Key key) {
        var lot = batch.get(LedgerRow.LOTS, StoreKeys.lot(key))
                .or(() -> batch.get(LedgerRow.ENDED_LOTS, StoreKeys.endedLot(key)))
                .map(value -> LotCodec.decode(key, value))
                .orElseThrow(() -> new IllegalStateException("Finished lot " + key + " must be there"));
        batch.delete(LedgerRow.FINISHED_LOTS, StoreKeys.finishedLot(lot.account(), lot.asset(), lot.position()));
        batch.delete(LedgerRow.ENDED_LOTS, StoreKeys.endedLot(key));
        batch.delete(LedgerRow.LOTS, StoreKeys.lot(key));
    }
}
