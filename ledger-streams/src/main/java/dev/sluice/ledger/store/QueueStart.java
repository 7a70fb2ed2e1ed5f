package dev.sluice.ledger.store;

import org.apache.kafka.common.utils.Bytes;

/**
 * The first living row of a queue. What is taken from a queue leaves a tombstone at its beginning, and a scan from the prefix
 * would walk over all of them each time. Kept in memory only: the first scan after a start finds it again.
 */
final class QueueStart {

    private Bytes start;

    QueueStart(Bytes prefix) {
        this.start = prefix;
    }

    /** No row is before this. */
    Bytes start() {
        return start;
    }

    /** A row was put. */
    void put(Bytes key) {
        if (key.compareTo(start) < 0) {
            start = key;
        }
    }

    /** A scan from the start met no row before this. */
    void nothingBefore(Bytes key) {
        start = key;
    }
}
