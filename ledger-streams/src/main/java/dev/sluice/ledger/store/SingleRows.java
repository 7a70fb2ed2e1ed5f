package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rows of an account that are in the stores in one row each, as those of a page: how they are read together, and how they
 * are written and deleted when the account goes out of its page or comes back to it.
 */
final class SingleRows {

    /** Kinds that don't belong to pages are passed over, at the cost of a new range each; with more of them the rows stay where they are. */
    private static final int RANGES_MAX = 64;

    private final KeyValueStore<Bytes, byte[]> balances;
    private final KeyValueStore<Bytes, byte[]> lots;

    SingleRows(KeyValueStore<Bytes, byte[]> balances, KeyValueStore<Bytes, byte[]> lots) {
        this.balances = balances;
        this.lots = lots;
    }

    /** All of an account; empty where they are too many for a page. */
    Optional<AccountPage> read(Bytes common) {
        return read(StoreName.BALANCES, balances, common)
                .flatMap(rows -> read(StoreName.LOTS, lots, common).map(slices -> new AccountPage(rows, slices)));
    }

    private static Optional<SortedRows> read(StoreName name, KeyValueStore<Bytes, byte[]> store, Bytes common) {
        var keys = new ArrayList<Bytes>();
        var values = new ArrayList<byte[]>();
        var end = StoreKeys.end(common);
        Optional<Bytes> from = Optional.of(common);
        for (var ranges = 0; from.isPresent(); ranges++) {
            if (ranges == RANGES_MAX || keys.size() > AccountPage.ROWS_MAX) {
                return Optional.empty();
            }
            from = read(name, store, new Range(from.get(), end), keys, values);
        }
        return Optional.of(SortedRows.of(keys, values));
    }

    private record Range(Bytes from, Bytes end) {}

    /** Reads until there is nothing left or a row of another kind comes; tells where to go on behind that kind. */
    private static Optional<Bytes> read(
            StoreName name, KeyValueStore<Bytes, byte[]> store, Range range, List<Bytes> keys, List<byte[]> values) {
        try (var rows = store.range(range.from(), range.end())) {
            while (rows.hasNext() && keys.size() <= AccountPage.ROWS_MAX) {
                var row = rows.next();
                if (!PagedKinds.of(name).has(row.key)) {
                    return Optional.of(StoreKeys.end(PagedKinds.kind(row.key)));
                }
                keys.add(row.key);
                values.add(row.value);
            }
            return rows.hasNext() ? Optional.of(range.from()) : Optional.empty();
        }
    }

    /** Writes a page's rows, one each. */
    void put(AccountPage page, List<RowWrite> physical) {
        write(page, true, physical);
    }

    /** Deletes a page's rows, one each. */
    void delete(AccountPage page, List<RowWrite> physical) {
        write(page, false, physical);
    }

    private static void write(AccountPage page, boolean puts, List<RowWrite> physical) {
        for (var store : StoreName.values()) {
            var rows = page.of(store);
            for (var index = 0; index < rows.size(); index++) {
                var key = rows.key(index);
                physical.add(new RowWrite(PagedKinds.of(store).row(key), key, puts ? rows.value(index) : null));
            }
        }
    }
}
