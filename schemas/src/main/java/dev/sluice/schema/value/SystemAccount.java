package dev.sluice.schema.value;

/**
 * The other side of postings that bring value into the ledger or take it out. Kept as one shard for each partition; the
 * balance is the sum of the shards, so that no system account is a hot key.
 */
public enum SystemAccount {
    /** The source of value: its balance is the negative of all that was issued and not taken back. */
    SYSTEM_ISSUANCE,
    /** The end of forfeited and expired value. */
    SYSTEM_BREAKAGE,
    /** The end of captured value: it was spent. */
    SYSTEM_REDEMPTION,
    /** Value that is on its way between partitions. */
    SYSTEM_TRANSIT
}
