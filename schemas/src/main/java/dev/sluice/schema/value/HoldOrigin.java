package dev.sluice.schema.value;

/** The origin of a hold. */
public enum HoldOrigin {
    /** A hold request moved AVAILABLE value into it. */
    HOLD,
    /** A CREDIT put new value straight into HELD; only such value can be voided. */
    CREDIT,
    /** A reserve; plain releases, forfeits and captures never touch it. */
    RESERVE
}
