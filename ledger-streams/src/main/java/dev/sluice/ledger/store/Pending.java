package dev.sluice.ledger.store;

/** The kinds of rows of what is on its way between partitions, by the id that names it: no history, so no journal tells it. */
public enum Pending {
    /** Changes of the catalogue, by the entry that made them. */
    BROADCASTS(LedgerRow.PENDING_BROADCASTS),
    /** The states of the requests that this partition coordinates: the half that each answer of another one changes. */
    COORDINATED_REQUESTS(LedgerRow.PENDING_UNDERTAKINGS),
    /** The half of a coordinated request that stays while the others answer: the request itself, and what it has set aside. */
    COORDINATED_PARTS(LedgerRow.PENDING_PARTS);

    private final LedgerRow row;

    Pending(LedgerRow row) {
        this.row = row;
    }

    LedgerRow row() {
        return row;
    }
}
