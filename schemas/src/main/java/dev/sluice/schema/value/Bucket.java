package dev.sluice.schema.value;

/** Where a unit of an account's value is. */
public enum Bucket {
    /** Spendable. */
    AVAILABLE,
    /** Reserved by exactly one hold. */
    HELD,
    /** Not yet matured. */
    DEFERRED
}
