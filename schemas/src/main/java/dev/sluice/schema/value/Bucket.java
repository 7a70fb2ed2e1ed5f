package dev.sluice.schema.value;

/** The part of an account's balance that a unit of value is in. */
public enum Bucket {
    /** Spendable. */
    AVAILABLE,
    /** Reserved by exactly one hold. */
    HELD,
    /** Not yet matured. */
    DEFERRED
}
