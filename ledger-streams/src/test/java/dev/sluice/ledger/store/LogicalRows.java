package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of a partition's two stores as they are for those who know nothing of pages, by store and key. */
public record LogicalRows(NavigableMap<Bytes, byte[]> balances, NavigableMap<Bytes, byte[]> lots) {

    private LogicalRows() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    /** All there are. */
    public static LogicalRows of(KeyValueStore<Bytes, byte[]> balances, KeyValueStore<Bytes, byte[]> lots) {
        return opened(balances.all(), lots.all());
    }

    /** Those of the account that this row is of. */
    public static LogicalRows ofAccount(
            KeyValueStore<Bytes, byte[]> balances, KeyValueStore<Bytes, byte[]> lots, Bytes key) {
        var common = StoreKeys.common(key);
        return opened(balances.range(common, StoreKeys.end(common)), lots.range(common, StoreKeys.end(common)));
    }

    /** Whether this is a row of an account. */
    public static boolean isOfAccount(Bytes key) {
        return key.get()[0] == LedgerRow.OF_ACCOUNTS;
    }

    /** What tells the account that a row is of. */
    public static Bytes account(Bytes key) {
        return StoreKeys.common(key);
    }

    private static LogicalRows opened(KeyValueIterator<Bytes, byte[]> balances, KeyValueIterator<Bytes, byte[]> lots) {
        var rows = new LogicalRows();
        try (balances;
                lots) {
            balances.forEachRemaining(row -> rows.add(row));
            lots.forEachRemaining(row -> rows.put(StoreName.LOTS, row));
        }
        return rows;
    }

    /** What only keeps scans short says nothing. */
    private void put(StoreName store, KeyValue<Bytes, byte[]> row) {
        if (!EndMarks.isOne(store, row.key)) {
            of(store).put(row.key, row.value);
        }
    }

    private void add(KeyValue<Bytes, byte[]> row) {
        var common = isOfAccount(row.key) ? StoreKeys.common(row.key) : row.key;
        if (!isOfAccount(row.key) || !row.key.equals(StoreKeys.page(common))) {
            put(StoreName.BALANCES, row);
            return;
        }
        var reader = new ValueReader(row.value);
        if (reader.oneByte() == AccountPlace.PAGE) {
            var page = AccountPage.decode(common, reader);
            for (var store : StoreName.values()) {
                var sorted = page.of(store);
                for (var index = 0; index < sorted.size(); index++) {
                    of(store).put(sorted.key(index), sorted.value(index));
                }
            }
        }
    }

    private NavigableMap<Bytes, byte[]> of(StoreName store) {
        return store == StoreName.BALANCES ? balances : lots;
    }

    /** Those of the store with this name. */
    public NavigableMap<Bytes, byte[]> of(String store) {
        return store.equals(LedgerStores.LOTS) ? lots : balances;
    }

    /** As {@link #of}, with values that compare by their bytes. */
    public Map<Bytes, Bytes> comparable(String store) {
        var comparable = new HashMap<Bytes, Bytes>();
        of(store).forEach((key, value) -> comparable.put(key, Bytes.wrap(value)));
        return comparable;
    }
}
