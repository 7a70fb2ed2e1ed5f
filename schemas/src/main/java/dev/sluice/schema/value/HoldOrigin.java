package dev.sluice.schema.value;

/** How a hold came to be. */
public enum HoldOrigin {
    /** A hold request moved AVAILABLE value into it. */
    HOLD,
    /** A CREDIT put new value straight into HELD; only such value can be voided. */
    CREDIT,
    /** A reserve; plain releases, forfeits and captures never touch it. */
    RESERVE
}
