package dev.sluice.schema.value;

/** Who made a thing of a reserve. */
public enum ReserveCreator {
    /** A caller. */
    APPLICATION,
    /** The ledger by itself: a plan, a schedule, a reversal. */
    SYSTEM
}
