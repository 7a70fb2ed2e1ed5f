package dev.sluice.ledger.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The only writer of a task's stores. It is given all that a record writes, composed and within its limits, and does nothing
 * but write it: from the first row on, only the disk or the broker can fail, and then the transaction is aborted.
 */
public final class StoreWriter {

    private final OpenStores stores;
    private final KeyValueStore<Bytes, byte[]> balances;
    private final KeyValueStore<Bytes, byte[]> lots;
    private final WindowStore<Bytes, byte[]> outcomes;

    public StoreWriter(OpenStores stores) {
        this.stores = stores;
        this.balances = stores.balances();
        this.lots = stores.lots();
        this.outcomes = stores.outcomes();
    }

    /** Writes what one record does. */
    public void write(StagedWrites writes) {
        for (var write : writes.rows()) {
            // A null is a delete that doesn't read the old value first, as delete() does.
            of(write.row()).put(write.key(), write.value());
        }
        for (var write : writes.outcomes()) {
            outcomes.put(write.key(), write.value(), write.windowMs());
        }
        stores.written(writes);
    }

    private KeyValueStore<Bytes, byte[]> of(LedgerRow row) {
        return switch (row.store()) {
            case BALANCES -> balances;
            case LOTS -> lots;
        };
    }
}
