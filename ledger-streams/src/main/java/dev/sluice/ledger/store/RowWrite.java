package dev.sluice.ledger.store;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The writing of one row.
 *
 * @param value null deletes the row
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and copies would cost one for each row.
public record RowWrite(LedgerRow row, Bytes key, byte @Nullable [] value) {

    /** The size of what the stores and their changelogs are given. */
    public int bytes() {
        return key.get().length + (value == null ? 0 : value.length);
    }
}
