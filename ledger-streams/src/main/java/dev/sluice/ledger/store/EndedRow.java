package dev.sluice.ledger.store;

import java.time.Instant;

/**
 * A row of {@link LedgerRow#ENDED}.
 *
 * @param at when the thing ended; of a transfer or a reversible debit, when it was made
 * @param value the thing, with a version of its own
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that pass through; nobody compares these.
record EndedRow(EndedKey key, Instant at, byte[] value) {

    static byte[] encode(Instant at, byte[] value) {
        return new ValueWriter().instant(at).raw(value).value();
    }

    static EndedRow decode(EndedKey key, byte[] row) {
        var reader = new ValueReader(row);
        return new EndedRow(key, reader.instant(), reader.rest());
    }
}
