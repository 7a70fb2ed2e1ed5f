package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.Scope;
import dev.sluice.ledger.store.LedgerRow.StoreName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The kinds of rows of one store that lie in pages, told by their keys. */
final class PagedKinds {

    private static final int KIND_OF_ACCOUNT = AccountPage.COMMON_LENGTH;
    private static final int KIND_OF_ASSET = KIND_OF_ACCOUNT + 1 + KeyBuilder.UUID_LENGTH;

    private static final Map<StoreName, PagedKinds> OF_STORES = ofStores();

    /** By prefix. */
    private final @Nullable LedgerRow[] ofAccount;

    private final @Nullable LedgerRow[] ofAsset;

    private PagedKinds(StoreName store) {
        this.ofAccount = byPrefix(store, Scope.ACCOUNT);
        this.ofAsset = byPrefix(store, Scope.ACCOUNT_AND_ASSET);
    }

    private static Map<StoreName, PagedKinds> ofStores() {
        var kinds = new EnumMap<StoreName, PagedKinds>(StoreName.class);
        Arrays.stream(StoreName.values()).forEach(store -> kinds.put(store, new PagedKinds(store)));
        return kinds;
    }

    private static @Nullable LedgerRow[] byPrefix(StoreName store, Scope scope) {
        var rows = new @Nullable LedgerRow[Byte.MAX_VALUE];
        Arrays.stream(LedgerRow.values())
                .filter(row -> row.isPaged() && row.store() == store && row.scope() == scope)
                .forEach(row -> rows[row.prefix()] = row);
        return rows;
    }

    static PagedKinds of(StoreName store) {
        return Objects.requireNonNull(OF_STORES.get(store));
    }

    /** Whether a row with this key, or one that this key begins, lies in a page. */
    boolean has(Bytes key) {
        return find(key.get()) != null;
    }

    /** The kind of a row that lies in a page. */
    LedgerRow row(Bytes key) {
        var row = find(key.get());
        if (row == null) {
            throw new IllegalStateException("Expected a row of a page, but got " + key);
        }
        return row;
    }

    private @Nullable LedgerRow find(byte[] key) {
        if (key.length <= KIND_OF_ACCOUNT || key[0] != LedgerRow.OF_ACCOUNTS) {
            return null;
        }
        if (key[KIND_OF_ACCOUNT] != LedgerRow.OF_ASSETS) {
            return ofAccount[key[KIND_OF_ACCOUNT]];
        }
        return key.length <= KIND_OF_ASSET ? null : ofAsset[key[KIND_OF_ASSET]];
    }

    /** What all rows of the same kind, and of the same asset if it is one of an asset, begin with. */
    static Bytes kind(Bytes key) {
        var isOfAsset = key.get()[KIND_OF_ACCOUNT] == LedgerRow.OF_ASSETS;
        return Bytes.wrap(Arrays.copyOf(key.get(), 1 + (isOfAsset ? KIND_OF_ASSET : KIND_OF_ACCOUNT)));
    }
}
