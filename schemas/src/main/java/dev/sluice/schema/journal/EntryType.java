package dev.sluice.schema.journal;

/** The kind of change that an entry records. */
public enum EntryType {
    CREDIT,
    /** Value went back to where it is issued from. What was taken stands before the other side; see {@link JournalEntry}. */
    DEBIT,
    HOLD,
    RELEASE,
    FORFEIT,
    /**
     * Holds were settled: part of their value went to SYSTEM_REDEMPTION, the rest back to AVAILABLE. What was captured stands
     * before SYSTEM_REDEMPTION and what was released behind it; see {@link JournalEntry}.
     */
    CAPTURE,
    /** Value that was credited into HELD went back to where it is issued from. */
    VOID_HOLD,
    /** Value that a debit or a capture had taken was given back. */
    REVERSAL,
    /** Value is to be given back, and the wallet on another partition that has to give it is asked. Nothing moves yet. */
    REVERSAL_SET_ASIDE,
    /** The wallet had not so much: what was set aside can be reversed again. Nothing moves. */
    REVERSAL_RESTORED,
    /** AVAILABLE value reached its expiry and went to SYSTEM_BREAKAGE. */
    EXPIRY,
    /** DEFERRED value became AVAILABLE. */
    MATURITY,
    /** A hold reached its own expiry and was released. */
    HOLD_EXPIRY,
    /** Value of a transfer reached its recipients. */
    TRANSFER,
    /** The source of a transfer gave its value, which is on its way in SYSTEM_TRANSIT. */
    TRANSFER_SET_ASIDE,
    /** A transfer was refused, and its source has its value back. */
    TRANSFER_RESTORED,
    /** A program's wallet was filled from SYSTEM_ISSUANCE. */
    FUND,
    /** Value of a program's wallet went to SYSTEM_BREAKAGE. */
    BURN,
    /** Reserved value was given back: to AVAILABLE, or what had expired meanwhile to SYSTEM_BREAKAGE. */
    RESERVE_RELEASE,
    /** What is said of reserves was changed, and no value moved. */
    RESERVE_STORED,
    PROGRAM_STORED,
    ASSET_STORED,
    OWNER_STORED
}
