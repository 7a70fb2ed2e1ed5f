package dev.sluice.ledger.store;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The rows of a range, in order, as they would be after what is staged: a staged row stands for the stored one. */
final class MergedRows implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<Bytes, byte[]> stored;
    private final Iterator<Map.Entry<Bytes, RowWrite>> staged;
    private final boolean reversed;
    private @Nullable KeyValue<Bytes, byte[]> nextStored;
    private @Nullable RowWrite nextStaged;
    private @Nullable KeyValue<Bytes, byte[]> next;

    MergedRows(KeyValueIterator<Bytes, byte[]> stored, Map<Bytes, RowWrite> staged, boolean reversed) {
        this.stored = stored;
        this.staged = staged.entrySet().iterator();
        this.reversed = reversed;
    }

    @Override
    public boolean hasNext() {
        while (next == null && fill()) {
            next = first();
        }
        return next != null;
    }

    /** Whether there is anything left on either side. */
    private boolean fill() {
        if (nextStored == null && stored.hasNext()) {
            nextStored = stored.next();
        }
        if (nextStaged == null && staged.hasNext()) {
            nextStaged = staged.next().getValue();
        }
        return nextStored != null || nextStaged != null;
    }

    /** The row that comes first of the two sides; null for one that is staged to be deleted. */
    private @Nullable KeyValue<Bytes, byte[]> first() {
        var order = order();
        var row = order < 0 ? nextStored : ofStaged();
        if (order <= 0) {
            nextStored = null;
        }
        if (order >= 0) {
            nextStaged = null;
        }
        return row;
    }

    /** Below zero where the stored row comes first, above zero where the staged one does, zero where it is the same row. */
    private int order() {
        if (nextStored == null) {
            return 1;
        }
        if (nextStaged == null) {
            return -1;
        }
        var order = nextStored.key.compareTo(nextStaged.key());
        return reversed ? -order : order;
    }

    private @Nullable KeyValue<Bytes, byte[]> ofStaged() {
        return nextStaged == null || nextStaged.value() == null
                ? null
                : KeyValue.pair(nextStaged.key(), nextStaged.value());
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("There are no more rows");
        }
        var row = next;
        next = null;
        return row;
    }

    @Override
    public Bytes peekNextKey() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("There are no more rows");
        }
        return next.key;
    }

    @Override
    public void close() {
        stored.close();
    }
}
