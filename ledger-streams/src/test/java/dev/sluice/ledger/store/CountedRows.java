package dev.sluice.ledger.store;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store of rows in memory that counts how many are read: each get, found or not, and each step of a scan. */
final class CountedRows {

    private final NavigableMap<Bytes, byte[]> rows = new TreeMap<>();
    private int read;

    /** How many were read since this was last asked. */
    int takeRead() {
        var taken = read;
        read = 0;
        return taken;
    }

    /** The rows themselves, to be looked at and changed without being counted. */
    NavigableMap<Bytes, byte[]> rows() {
        return rows;
    }

    @SuppressWarnings("unchecked")
    KeyValueStore<Bytes, byte[]> asStore() {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "get" -> {
                read++;
                yield rows.get((Bytes) arguments[0]);
            }
            case "put" -> {
                if (arguments[1] == null) {
                    rows.remove((Bytes) arguments[0]);
                } else {
                    rows.put((Bytes) arguments[0], (byte[]) arguments[1]);
                }
                yield null;
            }
            case "all" -> over(rows);
            case "range" -> over(rows.subMap((Bytes) arguments[0], true, (Bytes) arguments[1], true));
            case "reverseRange" ->
                over(rows.subMap((Bytes) arguments[0], true, (Bytes) arguments[1], true)
                        .descendingMap());
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private KeyValueIterator<Bytes, byte[]> over(NavigableMap<Bytes, byte[]> range) {
        return new Scan(range.entrySet().iterator());
    }

    private final class Scan implements KeyValueIterator<Bytes, byte[]> {

        private final Iterator<Map.Entry<Bytes, byte[]>> entries;

        Scan(Iterator<Map.Entry<Bytes, byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            read++;
            var row = entries.next();
            return KeyValue.pair(row.getKey(), row.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            throw new UnsupportedOperationException("The ledger never peeks");
        }

        @Override
        public void close() {
            // Nothing is pinned.
        }
    }
}
