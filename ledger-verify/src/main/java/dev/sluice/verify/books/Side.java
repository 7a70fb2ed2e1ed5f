package dev.sluice.verify.books;

/** The places where value can be: the buckets of an account, and the system accounts of a partition. */
enum Side {
    AVAILABLE,
    HELD,
    DEFERRED,
    SYSTEM_ISSUANCE,
    SYSTEM_BREAKAGE,
    SYSTEM_REDEMPTION,
    SYSTEM_TRANSIT;

    boolean isOfAccount() {
        return compareTo(DEFERRED) <= 0;
    }
}
