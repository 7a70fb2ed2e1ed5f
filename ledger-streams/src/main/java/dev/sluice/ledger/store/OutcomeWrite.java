package dev.sluice.ledger.store;

import org.apache.kafka.common.utils.Bytes;

/**
 * The remembering of one outcome.
 *
 * @param windowMs where its window begins
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and copies would cost one for each outcome.
public record OutcomeWrite(Bytes key, byte[] value, long windowMs) {

    /** The size of what the store and its changelog are given. */
    public int bytes() {
        return key.get().length + value.length;
    }
}
