package dev.sluice.ledger.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store of rows in memory, whose changes can be taken back until they are committed. Ranges include their ends and are as
 * of the moment at which they were asked for, as those of RocksDB.
 */
final class SimulatedRows implements KeyValueStore<Bytes, byte[]> {

    private final String name;
    private final Breakdown breakdown;
    private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();

    /** What the rows that were written since the last commit were before. */
    private final Map<Bytes, Optional<byte[]>> before = new HashMap<>();

    SimulatedRows(String name, Breakdown breakdown) {
        this.name = name;
        this.breakdown = breakdown;
    }

    /** The keys that were written since the last commit. */
    Set<Bytes> written() {
        return new HashSet<>(before.keySet());
    }

    void commit() {
        before.clear();
    }

    void rollBack() {
        before.forEach((key, row) -> row.ifPresentOrElse(value -> rows.put(key, value), () -> rows.remove(key)));
        before.clear();
    }

    @Override
    public byte[] get(Bytes key) {
        return rows.get(key);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        breakdown.before("a write to " + name);
        before.computeIfAbsent(key, unwritten -> Optional.ofNullable(rows.get(unwritten)));
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, value);
        }
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return over(rows.subMap(from, true, to, true).entrySet().stream());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return over(rows.subMap(from, true, to, true).descendingMap().entrySet().stream());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return over(rows.entrySet().stream());
    }

    private static KeyValueIterator<Bytes, byte[]> over(Stream<Map.Entry<Bytes, byte[]>> entries) {
        var snapshot = entries.map(row -> KeyValue.pair(row.getKey(), row.getValue()))
                .toList()
                .iterator();
        return new KeyValueIterator<>() {
            @Override
            public boolean hasNext() {
                return snapshot.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                return snapshot.next();
            }

            @Override
            public Bytes peekNextKey() {
                throw new UnsupportedOperationException("The ledger never peeks");
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException("The ledger never puts if absent");
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        var value = rows.get(key);
        put(key, null);
        return value;
    }

    @Override
    public long approximateNumEntries() {
        return rows.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // It was made ready.
    }

    @Override
    public void close() {
        // It outlives its task, as a store on disk does.
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
