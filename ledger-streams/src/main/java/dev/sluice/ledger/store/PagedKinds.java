package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.Scope;
import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The kinds of rows that lie in pages, told by their keys. */
final class PagedKinds {

    private static final int KIND_OF_ACCOUNT = AccountPage.COMMON_LENGTH;
    private static final int KIND_OF_ASSET = KIND_OF_ACCOUNT + 1 + KeyBuilder.UUID_LENGTH;

    /** By store, scope and prefix. */
    private static final @Nullable LedgerRow[][][] KINDS = kinds();

    private PagedKinds() {}

    private static LedgerRow[][][] kinds() {
        var kinds = new LedgerRow[StoreName.values().length][Scope.values().length][Byte.MAX_VALUE];
        Arrays.stream(LedgerRow.values())
                .filter(LedgerRow::isPaged)
                .forEach(row -> kinds[row.store().ordinal()][row.scope().ordinal()][row.prefix()] = row);
        return kinds;
    }

    /** Whether a row with this key, or one that this key begins, lies in a page. */
    static boolean has(StoreName store, Bytes key) {
        return find(store, key.get()) != null;
    }

    /** The kind of a row that lies in a page. */
    static LedgerRow row(StoreName store, Bytes key) {
        var row = find(store, key.get());
        if (row == null) {
            throw new IllegalStateException("Expected a row of a page, but got " + key);
        }
        return row;
    }

    private static @Nullable LedgerRow find(StoreName store, byte[] key) {
        if (key.length <= KIND_OF_ACCOUNT || key[0] != LedgerRow.OF_ACCOUNTS) {
            return null;
        }
        var kinds = KINDS[store.ordinal()];
        if (key[KIND_OF_ACCOUNT] != LedgerRow.OF_ASSETS) {
            return kinds[Scope.ACCOUNT.ordinal()][key[KIND_OF_ACCOUNT]];
        }
        return key.length <= KIND_OF_ASSET ? null : kinds[Scope.ACCOUNT_AND_ASSET.ordinal()][key[KIND_OF_ASSET]];
    }

    /** What all rows of the same kind, and of the same asset if it is one of an asset, begin with. */
    static Bytes kind(Bytes key) {
        var isOfAsset = key.get()[KIND_OF_ACCOUNT] == LedgerRow.OF_ASSETS;
        return Bytes.wrap(Arrays.copyOf(key.get(), 1 + (isOfAsset ? KIND_OF_ASSET : KIND_OF_ACCOUNT)));
    }
}
