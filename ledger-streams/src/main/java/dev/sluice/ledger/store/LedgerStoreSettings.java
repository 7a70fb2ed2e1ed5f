package dev.sluice.ledger.store;

import java.time.Duration;

/**
 * The settings of the stores.
 *
 * @param outcomeRetention how long an idempotency key is remembered; at least a day, since callers repeat for that long
 * @param finishedRetention how long what has ended stays known; what is on its way holds it back
 * @param pagesBytesMax about how much memory the pages of a partition's accounts may take; at least one is always kept
 */
public record LedgerStoreSettings(Duration outcomeRetention, Duration finishedRetention, long pagesBytesMax) {

    public static final Duration OUTCOME_RETENTION_MIN = Duration.ofHours(24);

    /** Of one partition: about 10,000 accounts with a few lots each. */
    public static final long PAGES_BYTES_DEFAULT = 32L << 20;

    public static final LedgerStoreSettings DEFAULT =
            new LedgerStoreSettings(Duration.ofDays(7), Duration.ofDays(30), PAGES_BYTES_DEFAULT);

    public LedgerStoreSettings {
        if (outcomeRetention.compareTo(OUTCOME_RETENTION_MIN) < 0) {
            throw new IllegalArgumentException(
                    "Expected to remember outcomes for at least 24 hours, but got " + outcomeRetention);
        }
    }
}
