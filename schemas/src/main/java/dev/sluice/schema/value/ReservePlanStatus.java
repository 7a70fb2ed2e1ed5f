package dev.sluice.schema.value;

/** The stage that a reserve plan has reached in its life. */
public enum ReservePlanStatus {
    /** It reserves its share of each charge. */
    ACTIVE,
    /** It reserves nothing any more, and what it had reserved is being given back. */
    DISABLING,
    /** It reserves nothing any more, and nothing is reserved by it. Final. */
    DISABLED,
    /** Its time is over: it reserves nothing any more, and what it had reserved runs to its date. Final. */
    EXPIRED
}
