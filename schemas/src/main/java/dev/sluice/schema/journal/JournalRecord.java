package dev.sluice.schema.journal;

/**
 * One record of the journal topic: a link of its partition's chain.
 *
 * @param partition the partition whose chain this is, which is also the one it is written to
 * @param sequence 0 for the first record of a partition, one more for each
 * @param previousHash the SHA-256 of the value bytes of the record before, as 64 hexadecimal digits; zeros for the first
 */
public record JournalRecord(int partition, long sequence, String previousHash, JournalEntry entry) {

    public static final String FIRST_PREVIOUS_HASH = "0".repeat(64);
}
