package dev.sluice.schema.value;

/** The status of a row in the list of lots: a slice in a bucket, or a finished lot that is still listed. */
public enum LotStatus {
    DEFERRED,
    AVAILABLE,
    HELD,
    /** No unit is left: all were spent, forfeited or sent. */
    CONSUMED,
    /** No unit is left, and the last ones expired. */
    EXPIRED
}
