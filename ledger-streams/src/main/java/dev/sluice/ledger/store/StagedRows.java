package dev.sluice.ledger.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * One store's rows while a record is worked out. Reads see what was staged; nothing is in the store itself before all that
 * the record does is known, and a record that fails leaves nothing behind.
 *
 * <p>A row that was read is kept until the record is done, since settling, deciding and evolving ask for the same ones.
 */
final class StagedRows {

    /** Stands for a row that is not there: no row is empty, since each begins with its version. */
    private static final byte[] NONE = new byte[0];

    /** Above this, the memory of what was read is made anew for the next record. */
    private static final int READ_KEPT = 256;

    private final StoreRows store;
    private final NavigableMap<Bytes, RowWrite> staged = new TreeMap<>();
    private Map<Bytes, byte[]> read = new HashMap<>();

    StagedRows(StoreRows store) {
        this.store = store;
    }

    byte @Nullable [] get(Bytes key) {
        var write = staged.get(key);
        if (write != null) {
            return write.value();
        }
        if (store.isInMemory(key)) {
            return store.get(key);
        }
        var known = read.get(key);
        if (known == null) {
            var found = store.get(key);
            known = found == null ? NONE : found;
            read.put(key, known);
        }
        return known.length == 0 ? null : known;
    }

    /** A row that a scan came by. */
    void wasRead(Bytes key, byte[] value) {
        if (!store.isInMemory(key)) {
            read.put(key, value);
        }
    }

    boolean isStaged(Bytes key) {
        return staged.containsKey(key);
    }

    /** The rows from one key to another, both included. */
    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        var within = within(from, to);
        return within.isEmpty() ? store.range(from, to) : new MergedRows(store.range(from, to), within, false);
    }

    /** The rows from one key to another, both included, the last one first. */
    KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        var within = within(from, to);
        return within.isEmpty()
                ? store.reverseRange(from, to)
                : new MergedRows(store.reverseRange(from, to), within.descendingMap(), true);
    }

    private NavigableMap<Bytes, RowWrite> within(Bytes from, Bytes to) {
        return staged.isEmpty() || from.compareTo(to) > 0 ? new TreeMap<>() : staged.subMap(from, true, to, true);
    }

    void stage(RowWrite write) {
        staged.put(write.key(), write);
    }

    /** All that was staged; from here on nothing is. */
    List<RowWrite> take() {
        var writes = new ArrayList<>(staged.values());
        discard();
        return writes;
    }

    void discard() {
        staged.clear();
        if (read.size() > READ_KEPT) {
            // A map that has grown is slow to clear for ever after.
            read = new HashMap<>();
        } else {
            read.clear();
        }
    }
}
