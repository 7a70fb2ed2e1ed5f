package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Cursor;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a range of keys. The store is first touched when the first row is asked for, and let go after the last.
 *
 * <p>A range may be known to begin with a certain row, or likely to: that is got, which costs a fraction of an iterator, and
 * doesn't read ahead.
 */
final class RowCursor<T> implements Cursor<T> {

    private final StagedRows store;
    private final Bytes end;
    private final BiFunction<Bytes, byte[], T> decode;
    private Bytes from;
    private final boolean reversed;
    private boolean getsFirst;
    private @Nullable T next;
    private @Nullable KeyValueIterator<Bytes, byte[]> rows;
    private boolean closed;

    private RowCursor(
            StagedRows store,
            Bytes from,
            Bytes end,
            boolean getsFirst,
            boolean reversed,
            BiFunction<Bytes, byte[], T> decode) {
        this.store = store;
        this.from = from;
        this.end = end;
        this.getsFirst = getsFirst;
        this.reversed = reversed;
        this.decode = decode;
    }

    /**
     * The rows between two keys.
     *
     * @param end no row has this key, so that it doesn't matter that the store's ranges include their ends
     */
    static <T> RowCursor<T> between(StagedRows store, Bytes from, Bytes end, BiFunction<Bytes, byte[], T> decode) {
        return new RowCursor<>(store, from, end, false, false, decode);
    }

    /** The rows between two keys, of which the first is likely to be that of a row. */
    static <T> RowCursor<T> startingWith(
            StagedRows store, Bytes first, Bytes end, BiFunction<Bytes, byte[], T> decode) {
        return new RowCursor<>(store, first, end, true, false, decode);
    }

    /** The rows between two keys (included), the last one first. */
    static <T> RowCursor<T> reversed(StagedRows store, Bytes from, Bytes to, BiFunction<Bytes, byte[], T> decode) {
        return new RowCursor<>(store, from, to, false, true, decode);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !closed) {
            next = getsFirst ? first() : following();
        }
        return next != null;
    }

    private @Nullable T first() {
        getsFirst = false;
        var value = store.get(from);
        if (value == null) {
            return following();
        }
        var row = decode.apply(from, value);
        from = StoreKeys.after(from);
        return row;
    }

    private @Nullable T following() {
        if (rows == null) {
            rows = reversed ? store.reverseRange(from, end) : store.range(from, end);
        }
        if (!rows.hasNext()) {
            close();
            return null;
        }
        var row = rows.next();
        store.wasRead(row.key, row.value);
        return decode.apply(row.key, row.value);
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("There are no more rows");
        }
        var row = next;
        next = null;
        return row;
    }

    @Override
    public void close() {
        if (rows != null && !closed) {
            rows.close();
        }
        closed = true;
    }
}
