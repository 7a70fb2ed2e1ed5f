package dev.sluice.ledger.topology;

import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Where a transaction breaks off in the middle of a record, as when a disk or a broker goes away: before a write to a store
 * or a send, counted from the beginning of the transaction.
 */
final class Breakdown {

    private static final int NEVER = Integer.MAX_VALUE;

    private int left = NEVER;

    /** From here on so many effects work, and the next one fails. */
    void after(int effects) {
        left = effects;
    }

    void never() {
        left = NEVER;
    }

    /** Something is about to be written or sent. */
    void before(String what) {
        if (left != NEVER && left-- == 0) {
            throw new ProcessorStateException("A simulated breakdown before " + what);
        }
    }
}
