package dev.sluice.schema.value;

/** OPEN while any unit remains in the hold. */
public enum HoldStatus {
    OPEN,
    CLOSED
}
