package dev.sluice.ledger.store;

/**
 * A row of {@link LedgerRow#ENDED}, in whichever window it lies.
 *
 * @param value as the rows of its kind have always been written
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that pass through; nobody compares these.
record EndedRow(EndedKey key, byte[] value) {}
