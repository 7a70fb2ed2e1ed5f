package dev.sluice.ledger.simulation;

import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * The point at which a transaction breaks off in the middle of a record: before a write to a store or a send, counted from
 * the beginning of the transaction. Disks, brokers, memory and our own bugs all break in their own ways.
 */
final class Breakdown {

    private static final int NEVER = Integer.MAX_VALUE;

    /** The kinds of breaking off. */
    private enum Kind {
        DISK {
            @Override
            void breakOff(String what) {
                throw new ProcessorStateException(what);
            }
        },
        FENCED {
            @Override
            void breakOff(String what) {
                throw new ProducerFencedException(what);
            }
        },
        BUG {
            @Override
            void breakOff(String what) {
                throw new IllegalStateException(what);
            }
        },
        POINTER {
            @Override
            void breakOff(String what) {
                throw new NullPointerException(what);
            }
        },
        MEMORY {
            @Override
            void breakOff(String what) {
                throw new OutOfMemoryError(what);
            }
        };

        abstract void breakOff(String what);
    }

    private static final String MARK = "A simulated breakdown before ";

    private int left = NEVER;
    private int breakdowns;

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
            Kind.values()[breakdowns++ % Kind.values().length].breakOff(MARK + what);
        }
    }

    /** What was not broken here is a fault of the ledger. */
    void rethrowIfOther(Throwable thrown) {
        if (thrown.getMessage() != null && thrown.getMessage().startsWith(MARK)) {
            return;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
