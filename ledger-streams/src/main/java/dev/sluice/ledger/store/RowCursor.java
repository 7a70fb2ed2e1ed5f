package dev.sluice.ledger.store;

import dev.sluice.ledger.core.Cursor;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rows of a range of keys. The store is first touched when the first row is asked for, and let go after the last. */
final class RowCursor<T> implements Cursor<T> {

    private final KeyValueStore<Bytes, byte[]> store;
    private final Bytes from;
    private final Bytes end;
    private final BiFunction<Bytes, byte[], T> decode;
    private @Nullable KeyValueIterator<Bytes, byte[]> rows;
    private boolean closed;

    /**
     * A cursor.
     *
     * @param end no row has this key, so that it doesn't matter that the store's ranges include their ends
     */
    RowCursor(KeyValueStore<Bytes, byte[]> store, Bytes from, Bytes end, BiFunction<Bytes, byte[], T> decode) {
        this.store = store;
        this.from = from;
        this.end = end;
        this.decode = decode;
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        if (rows == null) {
            rows = store.range(from, end);
        }
        if (rows.hasNext()) {
            return true;
        }
        close();
        return false;
    }

    @Override
    public T next() {
        if (!hasNext() || rows == null) {
            throw new NoSuchElementException("There are no more rows");
        }
        var row = rows.next();
        return decode.apply(row.key, row.value);
    }

    @Override
    public void close() {
        if (rows != null && !closed) {
            rows.close();
        }
        closed = true;
    }
}
