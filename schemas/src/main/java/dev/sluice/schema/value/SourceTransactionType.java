package dev.sluice.schema.value;

/** The kind of transaction that takes a charge back. */
public enum SourceTransactionType {
    REFUND,
    DISPUTE
}
