package dev.sluice.schema.value;

/** The operation that made a lot. */
public enum LotOrigin {
    CREDIT,
    TRANSFER,
    /** What an overdraft had taken beyond the lots was repaid, and then given back. */
    REVERSAL
}
