package dev.sluice.schema.value;

/** Where a credit's value comes from; never changes. */
public enum IssuancePolicy {
    /** From SYSTEM_ISSUANCE, without limit. */
    UNLIMITED,
    /** From the program's wallet, which is funded first. */
    PREFUNDED
}
