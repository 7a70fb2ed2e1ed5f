package dev.sluice.schema.value;

/** The creator of a reserve hold, release or plan. */
public enum ReserveCreator {
    /** A caller. */
    APPLICATION,
    /** The ledger by itself: a plan, a schedule, a reversal. */
    SYSTEM
}
