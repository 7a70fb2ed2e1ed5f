package dev.sluice.schema.value;

/**
 * The status of an account, which says what may be done on it; every change is reversible, except that only a group can be
 * ARCHIVED and stays so.
 */
public enum AccountStatus {
    ACTIVE,
    /** Value may leave by forfeit and void-hold only. */
    SUSPENDED,
    /** As suspended; the participant has left. */
    CLOSED,
    /** As closed, for a group; only reached with all balances zero. */
    ARCHIVED
}
