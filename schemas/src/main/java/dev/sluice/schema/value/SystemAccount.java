package dev.sluice.schema.value;

/**
 * The other side of postings that bring value into the ledger or take it out. Kept as one shard for each partition; the
 * balance is the sum of the shards, so that no system account is a hot key.
 */
public enum SystemAccount {
    /** Where value comes from: its balance is the negative of all that was issued and not taken back. */
    SYSTEM_ISSUANCE,
    /** Where forfeited and expired value ends. */
    SYSTEM_BREAKAGE,
    /** Where captured value goes: it was spent. */
    SYSTEM_REDEMPTION,
    /** Value that is on its way between partitions. */
    SYSTEM_TRANSIT
}
