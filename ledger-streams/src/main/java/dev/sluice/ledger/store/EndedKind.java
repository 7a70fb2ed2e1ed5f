package dev.sluice.ledger.store;

/** The kinds of rows of what has ended; the order of their codes is that of the rows within a window. */
enum EndedKind {
    /** (account, asset, hold) → the hold. In the order of opening. */
    HOLD('h'),

    /** (account, lot) → the lot. Got. */
    LOT('l'),

    /** (account, asset, vintage, sequence) → lot. In the order of spending. */
    LOT_IN_ORDER('o'),

    /** (entry) → a transfer whose source is on this partition, as JSON. Got. */
    TRANSFER('t'),

    /** (entry) → what a debit or a capture took, and how much of it was given back. Got. */
    REVERSIBLE_DEBIT('u');

    private final byte code;

    EndedKind(char code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
