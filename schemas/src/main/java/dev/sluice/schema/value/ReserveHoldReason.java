package dev.sluice.schema.value;

/** The reason for which value is reserved. */
public enum ReserveHoldReason {
    /** A plan took its share of a charge. */
    CHARGE,
    /** A caller asked for it. */
    STANDALONE
}
