package dev.sluice.ledger.simulation;

import dev.sluice.ledger.store.LedgerStores;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The idempotency memory's store, of which the ledger puts single windows and fetches those of one key. What is written can be taken
 * back until it is committed; windows behind the retention are gone, as a dropped segment is.
 */
final class SimulatedOutcomes implements WindowStore<Bytes, byte[]> {

    private record Place(Bytes key, long window) {}

    private record Change(Place place, Optional<byte[]> before, long newestBefore) {}

    private final long retentionMs;
    private final Breakdown breakdown;
    private final Map<Place, byte[]> rows = new HashMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private long newest;

    SimulatedOutcomes(long retentionMs, Breakdown breakdown) {
        this.retentionMs = retentionMs;
        this.breakdown = breakdown;
    }

    void commit() {
        changes.clear();
    }

    void rollBack() {
        while (!changes.isEmpty()) {
            var change = changes.pop();
            change.before().ifPresentOrElse(row -> rows.put(change.place(), row), () -> rows.remove(change.place()));
            newest = change.newestBefore();
        }
    }

    @Override
    public void put(Bytes key, byte[] value, long windowStart) {
        breakdown.before("a write to the outcomes");
        var place = new Place(key, windowStart);
        changes.push(new Change(place, Optional.ofNullable(rows.get(place)), newest));
        newest = Math.max(newest, windowStart);
        if (!isGone(windowStart)) {
            rows.put(place, value);
        }
    }

    @Override
    public byte[] fetch(Bytes key, long windowStart) {
        return isGone(windowStart) ? null : rows.get(new Place(key, windowStart));
    }

    private boolean isGone(long windowStart) {
        return windowStart <= newest - retentionMs;
    }

    @Override
    public WindowStoreIterator<byte[]> fetch(Bytes key, long from, long to) {
        var found = rows.entrySet().stream()
                .filter(row -> row.getKey().key().equals(key))
                .map(row -> KeyValue.pair(row.getKey().window(), row.getValue()))
                .filter(row -> row.key >= from && row.key <= to && !isGone(row.key))
                .sorted(Comparator.comparing(row -> row.key))
                .toList();
        return new Windows(found.iterator());
    }

    private record Windows(Iterator<KeyValue<Long, byte[]>> rows) implements WindowStoreIterator<byte[]> {

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public KeyValue<Long, byte[]> next() {
            return rows.next();
        }

        @Override
        public Long peekNextKey() {
            throw unused();
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> fetch(Bytes keyFrom, Bytes keyTo, long from, long to) {
        throw unused();
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> fetchAll(long from, long to) {
        throw unused();
    }

    @Override
    public KeyValueIterator<Windowed<Bytes>, byte[]> all() {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("The ledger never scans the outcomes of several keys");
    }

    @Override
    public String name() {
        return LedgerStores.OUTCOMES;
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
