package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Rows that stay, behind rows that come and go and are scanned: one behind the open holds of an account and asset, and one behind
 * the available slices of an account. A store's iterator always reads one row ahead, and where deleted rows follow, it walks
 * over all of them until it meets one that lives. Accounts that lie in pages need none. Older versions had what has ended in these
 * places.
 */
final class EndMarks {

    private static final byte[] MARK = new ValueWriter().value();

    /** Above this, what is known to be there is looked up anew. */
    private static final int KNOWN_MAX = 10_000;

    private final KeyValueStore<Bytes, byte[]> balances;
    private final KeyValueStore<Bytes, byte[]> lots;
    private final Set<RowMark> known = new HashSet<>();

    EndMarks(KeyValueStore<Bytes, byte[]> balances, KeyValueStore<Bytes, byte[]> lots) {
        this.balances = balances;
        this.lots = lots;
    }

    private record RowMark(LedgerRow row, Bytes key) {

        RowWrite write() {
            return new RowWrite(row, key, MARK);
        }
    }

    /** Those that are missing behind rows that are written by themselves. */
    List<RowWrite> missing(List<RowWrite> singles) {
        return singles.stream()
                .filter(write -> write.value() != null)
                .flatMap(write -> behind(write).stream())
                .distinct()
                .filter(mark -> !isThere(mark))
                .map(RowMark::write)
                .toList();
    }

    private static Optional<RowMark> behind(RowWrite write) {
        if (write.row() == LedgerRow.OPEN_HOLDS) {
            return Optional.of(behind(write.key(), KeyBuilder.headLength(write.row()), LedgerRow.CLOSED_HOLDS));
        }
        return write.row() == LedgerRow.AVAILABLE_SLICES
                ? Optional.of(behind(write.key(), KeyBuilder.headLength(LedgerRow.ENDED_LOTS), LedgerRow.ENDED_LOTS))
                : Optional.empty();
    }

    /** The beginning of all keys of a kind, of the account that the key is of, and of its asset where the kind is one of assets. */
    private static RowMark behind(Bytes key, int length, LedgerRow kind) {
        var mark = Arrays.copyOf(key.get(), length);
        mark[length - 1] = kind.prefix();
        return new RowMark(kind, Bytes.wrap(mark));
    }

    private boolean isThere(RowMark mark) {
        if (known.contains(mark)) {
            return true;
        }
        var store = mark.row().store() == StoreName.LOTS ? lots : balances;
        if (store.get(mark.key()) == null) {
            return false;
        }
        if (known.size() == KNOWN_MAX) {
            known.clear();
        }
        known.add(mark);
        return true;
    }

    /** Whether a row is one of these. */
    static boolean isOne(StoreName store, Bytes key) {
        return isOne(store, key, LedgerRow.CLOSED_HOLDS) || isOne(store, key, LedgerRow.ENDED_LOTS);
    }

    private static boolean isOne(StoreName store, Bytes key, LedgerRow kind) {
        var length = KeyBuilder.headLength(kind);
        return store == kind.store() && key.get().length == length && key.get()[length - 1] == kind.prefix();
    }
}
