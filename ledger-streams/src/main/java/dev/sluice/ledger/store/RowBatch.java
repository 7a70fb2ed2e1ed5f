package dev.sluice.ledger.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Puts and deletes that belong together. They are collected first, so that whatever can be found wrong with a change is found
 * before any of it is staged; what has been collected is seen by later reads of the batch.
 */
final class RowBatch {

    /** As large as the changelogs take, less the key and the framing: only a message that is kept comes near. */
    static final int VALUE_LENGTH_MAX = (8 << 20) - (128 << 10);

    private final OpenStores stores;
    private final Map<Bytes, RowWrite> ofBalances = new LinkedHashMap<>();
    private final Map<Bytes, RowWrite> ofLots = new LinkedHashMap<>(0);

    RowBatch(OpenStores stores) {
        this.stores = stores;
    }

    /** The row as it would be found after the batch. */
    Optional<byte[]> get(LedgerRow row, Bytes key) {
        var write = of(row).get(key);
        return Optional.ofNullable(write == null ? stores.of(row).get(key) : write.value());
    }

    void put(LedgerRow row, Bytes key, byte[] value) {
        checkSize(value);
        of(row).put(key, new RowWrite(row, key, value));
    }

    void delete(LedgerRow row, Bytes key) {
        of(row).put(key, new RowWrite(row, key, null));
    }

    /** Stages what was collected. */
    void stage() {
        ofBalances.values().forEach(write -> stores.of(write.row()).stage(write));
        ofLots.values().forEach(write -> stores.of(write.row()).stage(write));
    }

    static void checkSize(byte[] value) {
        if (value.length > VALUE_LENGTH_MAX) {
            throw new IllegalStateException(
                    "Expected a row of at most " + VALUE_LENGTH_MAX + " bytes, but got " + value.length);
        }
    }

    private Map<Bytes, RowWrite> of(LedgerRow row) {
        return switch (row.store()) {
            case BALANCES -> ofBalances;
            case LOTS -> ofLots;
        };
    }
}
