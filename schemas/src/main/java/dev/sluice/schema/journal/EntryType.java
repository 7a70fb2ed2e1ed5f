package dev.sluice.schema.journal;

/** What kind of change an entry records. */
public enum EntryType {
    CREDIT,
    DEBIT,
    HOLD,
    RELEASE,
    FORFEIT,
    /** AVAILABLE value reached its expiry and went to SYSTEM_BREAKAGE. */
    EXPIRY,
    /** DEFERRED value became AVAILABLE. */
    MATURITY,
    /** A hold reached its own expiry and was released. */
    HOLD_EXPIRY,
    PROGRAM_STORED,
    ASSET_STORED,
    OWNER_STORED
}
