package dev.sluice.ledger.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** A few rows in the order of their keys, which never change: what is written to them makes others. */
final class SortedRows {

    static final SortedRows NONE = new SortedRows(new Bytes[0], new byte[0][]);

    private final Bytes[] keys;
    private final byte[][] values;
    private final int bytes;

    private SortedRows(Bytes[] keys, byte[][] values) {
        this.keys = keys;
        this.values = values;
        var sum = 0;
        for (var index = 0; index < keys.length; index++) {
            sum += keys[index].get().length + values[index].length;
        }
        this.bytes = sum;
    }

    /** Rows that are given in the order of their keys. */
    static SortedRows of(List<Bytes> keys, List<byte[]> values) {
        return keys.isEmpty() ? NONE : new SortedRows(keys.toArray(Bytes[]::new), values.toArray(byte[][]::new));
    }

    /** Of all keys and values. */
    int bytes() {
        return bytes;
    }

    int size() {
        return keys.length;
    }

    Bytes key(int index) {
        return keys[index];
    }

    byte[] value(int index) {
        return values[index];
    }

    byte @Nullable [] get(Bytes key) {
        var index = Arrays.binarySearch(keys, key);
        return index < 0 ? null : values[index];
    }

    /**
     * The rows after these were written.
     *
     * @param writes in the order of their keys
     */
    SortedRows with(List<RowWrite> writes) {
        if (writes.isEmpty()) {
            return this;
        }
        var afterKeys = new Bytes[keys.length + writes.size()];
        var afterValues = new byte[keys.length + writes.size()][];
        var index = 0;
        var after = 0;
        for (var write : writes) {
            var order = -1;
            while (index < keys.length && (order = keys[index].compareTo(write.key())) < 0) {
                afterKeys[after] = keys[index];
                afterValues[after++] = values[index++];
            }
            if (index < keys.length && order == 0) {
                index++;
            }
            var value = write.value();
            if (value != null) {
                afterKeys[after] = write.key();
                afterValues[after++] = value;
            }
        }
        var left = keys.length - index;
        System.arraycopy(keys, index, afterKeys, after, left);
        System.arraycopy(values, index, afterValues, after, left);
        var size = after + left;
        return size == 0 ? NONE : new SortedRows(Arrays.copyOf(afterKeys, size), Arrays.copyOf(afterValues, size));
    }

    /** The rows from one key to another, both included. */
    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return new Scan(atOrAfter(from), atOrAfter(to) + (Arrays.binarySearch(keys, to) < 0 ? -1 : 0), 1);
    }

    /** The rows from one key to another, both included, the last one first. */
    KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return new Scan(atOrAfter(to) + (Arrays.binarySearch(keys, to) < 0 ? -1 : 0), atOrAfter(from), -1);
    }

    private int atOrAfter(Bytes key) {
        var index = Arrays.binarySearch(keys, key);
        return index < 0 ? -index - 1 : index;
    }

    private final class Scan implements KeyValueIterator<Bytes, byte[]> {

        private int index;
        private final int last;
        private final int step;

        Scan(int first, int last, int step) {
            this.index = first;
            this.last = last;
            this.step = step;
        }

        @Override
        public boolean hasNext() {
            return step > 0 ? index <= last : index >= last;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            var row = KeyValue.pair(peekNextKey(), values[index]);
            index += step;
            return row;
        }

        @Override
        public Bytes peekNextKey() {
            if (!hasNext()) {
                throw new NoSuchElementException("There are no more rows");
            }
            return keys[index];
        }

        @Override
        public void close() {
            // Nothing is pinned.
        }
    }

    /** The rows' keys, in their order. */
    List<Bytes> keys() {
        return Collections.unmodifiableList(Arrays.asList(keys));
    }
}
