package dev.sluice.schema.value;

/** The source of a credit's value; never changes. */
public enum IssuancePolicy {
    /** From SYSTEM_ISSUANCE, without limit. */
    UNLIMITED,
    /** From the program's wallet, which is funded first. */
    PREFUNDED
}
