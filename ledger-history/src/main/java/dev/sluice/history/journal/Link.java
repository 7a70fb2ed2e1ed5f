package dev.sluice.history.journal;

import dev.sluice.schema.journal.JournalEntry;

/**
 * A record of the journal that is the next of its partition's chain, and whose postings sum to zero.
 *
 * @param hash the SHA-256 of the record's value
 */
@SuppressWarnings("ArrayRecordComponent")
public record Link(int partition, long offset, long sequence, byte[] hash, JournalEntry entry) {}
