package dev.sluice.ledger.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows that are asked for with every request and written seldom, kept decoded: reading JSON costs more than all else. The
 * writer puts what it writes; what was used longest ago goes first.
 */
final class DecodedRows<K, V> {

    private final Map<K, V> rows;

    DecodedRows(int sizeMax) {
        this.rows = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > sizeMax;
            }
        };
    }

    Optional<V> find(K key, Function<K, Optional<V>> read) {
        var known = rows.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        var found = read.apply(key);
        found.ifPresent(row -> rows.put(key, row));
        return found;
    }

    void put(K key, V row) {
        rows.put(key, row);
    }
}
