package dev.sluice.ledger.store;

import dev.sluice.ledger.store.LedgerRow.StoreName;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The written rows of one store, each as if it were there by itself, whether it lies in its account's page or not. */
final class StoreRows {

    private final StoreName name;
    private final KeyValueStore<Bytes, byte[]> store;
    private final AccountPages pages;
    private final PagedKinds kinds;

    StoreRows(StoreName name, KeyValueStore<Bytes, byte[]> store, AccountPages pages) {
        this.name = name;
        this.store = store;
        this.pages = pages;
        this.kinds = PagedKinds.of(name);
    }

    byte @Nullable [] get(Bytes key) {
        var page = pageOf(key);
        return page == null ? store.get(key) : page.get(key);
    }

    /** Whether it is quicker to ask again than to remember. */
    boolean isInMemory(Bytes key) {
        return pageOf(key) != null;
    }

    /**
     * The rows from one key to another, both included.
     *
     * @param from either begins with the kind of all rows of the range, or the range is of kinds that don't lie in pages
     */
    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        var page = pageOf(from);
        return page == null ? store.range(from, to) : page.range(from, to);
    }

    /** As {@link #range}, the last one first. */
    KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        var page = pageOf(from);
        return page == null ? store.reverseRange(from, to) : page.reverseRange(from, to);
    }

    private @Nullable SortedRows pageOf(Bytes key) {
        return kinds.has(key) ? pages.pageOf(name, key) : null;
    }
}
