package dev.sluice.ledger.store;

/** What is on its way between partitions, and is remembered until all have answered: not history, so no journal tells it. */
public enum Pending {
    /** Changes of the catalogue, by the entry that made them. */
    BROADCASTS(LedgerRow.PENDING_BROADCASTS),
    /** Requests that other partitions take part in. */
    UNDERTAKINGS(LedgerRow.PENDING_UNDERTAKINGS);

    private final LedgerRow row;

    Pending(LedgerRow row) {
        this.row = row;
    }

    LedgerRow row() {
        return row;
    }
}
