package dev.sluice.ledger.core.state;

import java.util.Iterator;
import java.util.List;

/** Rows in key order, read one by one as they are asked for. Close it, or the store keeps what it pins. */
public interface Cursor<T> extends Iterator<T>, AutoCloseable {

    @Override
    void close();

    /** A cursor over rows that are in memory already. */
    static <T> Cursor<T> over(List<T> rows) {
        var iterator = rows.iterator();
        return new Cursor<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public T next() {
                return iterator.next();
            }

            @Override
            public void close() {
                // Nothing is pinned.
            }
        };
    }
}
