package dev.sluice.ledger.restore;

import java.io.IOException;

/** A copy of a journal, on whatever it lies. It can be read any number of times, and is the same each time. */
public interface JournalCopy {

    /** The number of partitions of the ledger that it is of. */
    int partitions();

    /**
     * Reads all records, those of a partition in their order.
     *
     * @throws IOException where it can't be read to its end, or is not what was written
     */
    void read(LineReader reader) throws IOException;

    /** Takes one record after the other. */
    interface LineReader {
        void take(JournalLine line) throws IOException;
    }
}
