package dev.sluice.ledger.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Drops finished lots, closed holds, transfers and reversible debits when they have been over for long enough. The journal has
 * them for ever.
 */
public final class Forgetting {

    private final OpenStores stores;
    private final StoredLedgerView view;
    private final StateWriter writer;

    public Forgetting(OpenStores stores, StoredLedgerView view, StateWriter writer) {
        this.stores = stores;
        this.view = view;
        this.writer = writer;
    }

    /**
     * Drops what was finished a retention ago or longer, the oldest first.
     *
     * @param itemsMax at most so many
     * @return how many were dropped; fewer than {@code itemsMax} when nothing more is old enough
     */
    public int forget(Instant now, Duration retention, int itemsMax) {
        var keys = view.queue(LedgerRow.FORGET, stores.forget(), now.minus(retention), itemsMax);
        keys.forEach(key -> writer.forget(StoreKeys.finishedThing(key)));
        return keys.size();
    }
}
