package dev.sluice.ledger.core.due;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happens by itself at an instant. There is exactly one for each AVAILABLE slice with an expiry, each DEFERRED
 * slice, each open hold with an expiry, each open reserve hold with a schedule of its own, and each asset that a reserve plan
 * still holds, where it has a fixed date or is being disabled: the items follow from those rows, so they need no record of
 * their own.
 *
 * @param target the lot, the hold or the plan
 */
public record DueItem(AccountId account, AssetId asset, Instant at, Kind kind, UUID target) {

    /** What happens; items of one instant happen in this order. */
    public enum Kind {
        MATURITY,
        HOLD_EXPIRY,
        LOT_EXPIRY,
        RESERVE_RELEASE,
        RESERVE_PLAN
    }
}
