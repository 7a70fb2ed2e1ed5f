package dev.sluice.schema.value;

/** The status of a transfer. */
public enum TransferStatus {
    /** The source has given the value, and not every recipient has it yet. */
    PENDING,
    /** Every recipient has it. */
    POSTED,
    /** A recipient could not take it; the source has it back, and nobody got anything. */
    REFUSED
}
