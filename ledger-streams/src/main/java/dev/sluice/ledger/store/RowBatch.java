package dev.sluice.ledger.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Puts and deletes that are written together. They are collected first, so that whatever can be found wrong with a change is
 * found before any of it is in a store; what has been collected is seen by later reads.
 */
final class RowBatch {

    /** Kafka's own limit for a record is 1 MiB, and the changelog adds the key; no row of the ledger comes near. */
    static final int VALUE_LENGTH_MAX = (1 << 20) - (16 << 10);

    private final OpenStores stores;
    private final Map<LedgerRow.StoreName, Map<Bytes, Write>> writes = new LinkedHashMap<>();

    RowBatch(OpenStores stores) {
        this.stores = stores;
    }

    private record Write(LedgerRow row, Optional<byte[]> value) {}

    /** The row as it would be found after the batch. */
    Optional<byte[]> get(LedgerRow row, Bytes key) {
        var write = of(row).get(key);
        return write == null ? Optional.ofNullable(stores.of(row).get(key)) : write.value();
    }

    void put(LedgerRow row, Bytes key, byte[] value) {
        checkSize(value);
        of(row).put(key, new Write(row, Optional.of(value)));
    }

    void delete(LedgerRow row, Bytes key) {
        of(row).put(key, new Write(row, Optional.empty()));
    }

    /** Writes what was collected. */
    void write() {
        for (var ofStore : writes.values()) {
            ofStore.forEach((key, write) ->
                    // A null is a delete that doesn't read the old value first, as delete() does.
                    stores.of(write.row()).put(key, write.value().orElse(null)));
        }
    }

    static void checkSize(byte[] value) {
        if (value.length > VALUE_LENGTH_MAX) {
            throw new IllegalStateException(
                    "Expected a row of at most " + VALUE_LENGTH_MAX + " bytes, but got " + value.length);
        }
    }

    private Map<Bytes, Write> of(LedgerRow row) {
        return writes.computeIfAbsent(row.store(), store -> new LinkedHashMap<>());
    }
}
