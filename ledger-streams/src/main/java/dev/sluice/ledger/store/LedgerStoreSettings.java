package dev.sluice.ledger.store;

import java.time.Duration;

/**
 * The settings of the stores.
 *
 * @param outcomeRetention how long an idempotency key is remembered; at least a day, since callers repeat for that long
 */
public record LedgerStoreSettings(Duration outcomeRetention) {

    public static final Duration OUTCOME_RETENTION_MIN = Duration.ofHours(24);
    public static final LedgerStoreSettings DEFAULT = new LedgerStoreSettings(Duration.ofDays(7));

    public LedgerStoreSettings {
        if (outcomeRetention.compareTo(OUTCOME_RETENTION_MIN) < 0) {
            throw new IllegalArgumentException(
                    "Expected to remember outcomes for at least 24 hours, but got " + outcomeRetention);
        }
    }
}
