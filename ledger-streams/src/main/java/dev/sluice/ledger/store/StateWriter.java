package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges;
import dev.sluice.ledger.core.state.StateChanges.BalanceChange;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * The composer of all rows: those that an entry leaves and all that indexes them, and the partition's own. It stages them,
 * and none that is as it was, since each write is also a record in a changelog; {@link StoreWriter} writes what is staged.
 *
 * <p>A change is staged whole or, where anything is found wrong with it, not at all.
 */
public final class StateWriter {

    private static final byte[] NOTHING = new ValueWriter().value();

    private final OpenStores stores;

    public StateWriter(OpenStores stores) {
        this.stores = stores;
    }

    /** Stages the rows as an entry leaves them. */
    public void apply(StateChanges changes) {
        var batch = new RowBatch(stores);
        changes.balances().values().forEach(change -> balance(batch, change));
        changes.slices().forEach((key, slice) -> slice(batch, key, slice));
        var ended = new EndedRowWriter(stores, batch);
        changes.lots().values().forEach(ended::lot);
        new HoldRowWriter(batch, ended).put(changes);
        changes.dueRemoved().forEach(item -> batch.delete(LedgerRow.DUE, StoreKeys.due(item)));
        changes.dueAdded().forEach(item -> batch.put(LedgerRow.DUE, StoreKeys.due(item), NOTHING));
        changes.system()
                .forEach((key, amount) -> batch.put(
                        LedgerRow.SYSTEM,
                        StoreKeys.system(key),
                        new ValueWriter().amount(amount).value()));
        entities(batch, changes);
        changes.transfers().forEach(ended::transfer);
        changes.reversibleDebits().forEach(ended::reversibleDebit);
        ReserveRowWriter.put(batch, changes.reserves());
        batch.stage();
    }

    private void balance(RowBatch batch, BalanceChange change) {
        var after = change.after();
        if (change.before().isPresent() && change.before().get().equals(after)) {
            return;
        }
        var key = after.key();
        batch.put(LedgerRow.BALANCES, StoreKeys.balance(key.account(), key.asset()), BalanceCodec.encode(after));
        var dueBefore = change.before().flatMap(before -> before.first().due()).map(DueItem::at);
        var dueAfter = after.first().due().map(DueItem::at);
        if (!dueBefore.equals(dueAfter)) {
            dueBefore.ifPresent(at -> batch.delete(LedgerRow.DUE_BALANCES, StoreKeys.dueBalance(at, key)));
            dueAfter.ifPresent(at -> enqueueDue(batch, at, key));
        }
    }

    private void enqueueDue(RowBatch batch, Instant at, Balance.Key balance) {
        var key = StoreKeys.dueBalance(at, balance);
        batch.put(LedgerRow.DUE_BALANCES, key, NOTHING);
        stores.dueBalances().put(key);
    }

    /** One in HELD is written with its hold. */
    private static void slice(RowBatch batch, Slice.Key key, Optional<Slice> slice) {
        if (key.bucket() == Bucket.HELD) {
            return;
        }
        var row = StoreKeys.slices(key.bucket());
        var stored = StoreKeys.slice(row, key);
        slice.ifPresentOrElse(there -> batch.put(row, stored, LotCodec.encode(there)), () -> batch.delete(row, stored));
    }

    private static void entities(RowBatch batch, StateChanges changes) {
        changes.programs()
                .forEach(program ->
                        batch.put(LedgerRow.PROGRAMS, StoreKeys.program(program.id()), EntityCodec.encode(program)));
        changes.assets()
                .forEach(asset -> batch.put(LedgerRow.ASSETS, StoreKeys.asset(asset.id()), EntityCodec.encode(asset)));
        changes.owners()
                .forEach(owner -> batch.put(LedgerRow.OWNERS, StoreKeys.owner(owner.id()), EntityCodec.encode(owner)));
    }

    /** Moves the partition's head. */
    public void head(Head head) {
        stores.stage(head);
    }

    /** Remembers how far something has come that is on its way between partitions. */
    public void pending(Pending kind, EntryId id, byte[] value) {
        var batch = new RowBatch(stores);
        batch.put(
                kind.row(),
                StoreKeys.pending(kind, id),
                new ValueWriter().raw(value).value());
        batch.stage();
    }

    /** All partitions have answered. */
    public void completed(Pending kind, EntryId id) {
        var batch = new RowBatch(stores);
        batch.delete(kind.row(), StoreKeys.pending(kind, id));
        batch.stage();
    }

    /** Notes that value may still come to a group. */
    public void expects(Expectation expectation) {
        var batch = new RowBatch(stores);
        ExpectationRows.put(batch, expectation);
        batch.stage();
    }

    /** What a request may have brought to a group has come, or will not. */
    public void expectsNoMore(AccountId group, EntryId request) {
        var batch = new RowBatch(stores);
        ExpectationRows.remove(batch, group, request);
        batch.stage();
    }

    /** Remembers a record that is postponed, behind those of earlier places. */
    public void postponed(long place, byte[] value) {
        var batch = new RowBatch(stores);
        batch.put(
                LedgerRow.POSTPONED_RECORDS,
                StoreKeys.postponed(place),
                new ValueWriter().raw(value).value());
        batch.stage();
    }

    /** The record is done, and postponed no more. */
    public void resumed(long place) {
        var batch = new RowBatch(stores);
        batch.delete(LedgerRow.POSTPONED_RECORDS, StoreKeys.postponed(place));
        batch.stage();
    }

    /**
     * Moves an open hold of a reserve to the place of its kind, with the slices under it.
     *
     * @param balance with the places where its open rows begin afterwards
     */
    void moveApart(StoredHold hold, Balance balance) {
        var batch = new RowBatch(stores);
        HoldRowWriter.move(batch, hold, HoldPlace.PLAIN, HoldPlace.OF_RESERVES);
        var key = balance.key();
        batch.put(LedgerRow.BALANCES, StoreKeys.balance(key.account(), key.asset()), BalanceCodec.encode(balance));
        batch.stage();
    }

    /** Remembers that all rows are laid out so. */
    void layout(int layout) {
        var batch = new RowBatch(stores);
        batch.put(
                LedgerRow.LAYOUT,
                StoreKeys.layout(),
                stores.layout().withRows(layout).encode());
        batch.stage();
    }

    /** Remembers that nothing is left of what has ended where older versions had it. */
    public void nothingEndedIsElsewhere() {
        layout(EndedRowWriter.LAYOUT);
    }

    /** Drops what an older version left of a thing that has been over for long enough. */
    public void forget(FinishedThing thing) {
        var batch = new RowBatch(stores);
        new EndedRowWriter(stores, batch).forget(thing);
        batch.stage();
    }

    /** Drops rows of what has ended, of windows that are over. */
    public void forget(List<Bytes> ended) {
        var batch = new RowBatch(stores);
        ended.forEach(row -> batch.delete(LedgerRow.ENDED, row));
        batch.stage();
    }
}
