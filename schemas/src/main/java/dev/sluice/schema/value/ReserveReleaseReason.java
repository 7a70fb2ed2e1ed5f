package dev.sluice.schema.value;

/** The reason for which reserved value was given back. */
public enum ReserveReleaseReason {
    /** A caller asked for it before its time. */
    HOLD_RELEASED_EARLY,
    /** The time of its schedule came. */
    BULK_HOLD_EXPIRY,
    /** The plan that it was reserved by was disabled. */
    PLAN_DISABLED,
    /** A refund or dispute used the reserve of its own charge. */
    HOLD_REVERSED
}
