package dev.sluice.schema.value;

/** What takes a charge back. */
public enum SourceTransactionType {
    REFUND,
    DISPUTE
}
