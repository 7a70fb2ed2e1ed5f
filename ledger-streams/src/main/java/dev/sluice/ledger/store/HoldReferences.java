package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;

/**
 * The index of open holds by reference. Nearly always a reference has one hold, which stands in the one row that is written
 * when the hold opens and deleted when it closes; so that looking it up is a get, and no scan over the tombstones of others.
 * From the seventeenth on each has a row of its own, lest one row grow with every hold of a caller who uses one reference for
 * all.
 */
final class HoldReferences {

    static final int FIRST_MAX = 16;

    private static final byte[] NOTHING = new ValueWriter().value();

    private HoldReferences() {}

    /**
     * A row of {@link LedgerRow#HOLD_REFERENCES}.
     *
     * @param first the oldest ones, older than all that have rows of their own
     * @param more how many have rows of their own
     */
    record ReferenceRow(List<HoldId> first, int more) {

        static final ReferenceRow EMPTY = new ReferenceRow(List.of(), 0);

        byte[] encode() {
            var writer = new ValueWriter().count(first.size());
            for (var hold : first) {
                writer.uuid(hold.value());
            }
            return writer.count(more).value();
        }

        static ReferenceRow decode(byte[] value) {
            var reader = new ValueReader(value);
            var size = reader.count();
            var first = new ArrayList<HoldId>(size);
            for (var i = 0; i < size; i++) {
                first.add(new HoldId(reader.uuid()));
            }
            return new ReferenceRow(first, reader.count());
        }
    }

    static void add(RowBatch batch, HoldState.Key hold, String reference) {
        var hash = StoreKeys.hash(reference);
        var key = StoreKeys.holdReference(hold.account(), hold.asset(), hash);
        var row = batch.get(LedgerRow.HOLD_REFERENCES, key)
                .map(ReferenceRow::decode)
                .orElse(ReferenceRow.EMPTY);
        if (row.more() == 0 && row.first().size() < FIRST_MAX) {
            var first = new ArrayList<>(row.first());
            first.add(hold.id());
            put(batch, key, new ReferenceRow(first, 0));
        } else {
            batch.put(LedgerRow.MORE_HOLD_REFERENCES, StoreKeys.moreHoldReferences(hold, hash), NOTHING);
            put(batch, key, new ReferenceRow(row.first(), row.more() + 1));
        }
    }

    static void remove(RowBatch batch, HoldState.Key hold, String reference) {
        var hash = StoreKeys.hash(reference);
        var key = StoreKeys.holdReference(hold.account(), hold.asset(), hash);
        var row = batch.get(LedgerRow.HOLD_REFERENCES, key)
                .map(ReferenceRow::decode)
                .orElseThrow(() -> new IllegalStateException("Open hold " + hold.id() + " must be in the index"));
        var first = new ArrayList<>(row.first());
        if (first.remove(hold.id())) {
            put(batch, key, new ReferenceRow(first, row.more()));
        } else {
            batch.delete(LedgerRow.MORE_HOLD_REFERENCES, StoreKeys.moreHoldReferences(hold, hash));
            put(batch, key, new ReferenceRow(first, row.more() - 1));
        }
    }

    private static void put(RowBatch batch, Bytes key, ReferenceRow row) {
        if (row.first().isEmpty() && row.more() == 0) {
            batch.delete(LedgerRow.HOLD_REFERENCES, key);
        } else {
            batch.put(LedgerRow.HOLD_REFERENCES, key, row.encode());
        }
    }

    /** The open holds with this reference, in the order of opening. */
    static Cursor<HoldId> find(OpenStores stores, AccountId account, AssetId asset, String reference) {
        var hash = StoreKeys.hash(reference);
        var value = stores.of(LedgerRow.HOLD_REFERENCES).get(StoreKeys.holdReference(account, asset, hash));
        if (value == null) {
            return Cursor.over(List.of());
        }
        var row = ReferenceRow.decode(value);
        var prefix = StoreKeys.moreHoldReferences(account, asset, hash);
        return new FirstAndMore(
                row.first(),
                row.more(),
                RowCursor.between(
                        stores.of(LedgerRow.MORE_HOLD_REFERENCES),
                        prefix,
                        StoreKeys.end(prefix),
                        (key, nothing) -> StoreKeys.moreHoldReferencesHold(key)));
    }

    /** The holds of the one row, and then those that have rows of their own. */
    private static final class FirstAndMore implements Cursor<HoldId> {

        private final Cursor<HoldId> first;
        private final Cursor<HoldId> more;
        private int moreLeft;

        FirstAndMore(List<HoldId> first, int moreCount, Cursor<HoldId> more) {
            this.first = Cursor.over(first);
            this.more = more;
            this.moreLeft = moreCount;
        }

        @Override
        public boolean hasNext() {
            return first.hasNext() || moreLeft > 0;
        }

        @Override
        public HoldId next() {
            if (first.hasNext()) {
                return first.next();
            }
            if (moreLeft == 0) {
                throw new NoSuchElementException("There are no more holds");
            }
            moreLeft--;
            return more.next();
        }

        @Override
        public void close() {
            more.close();
        }
    }
}
