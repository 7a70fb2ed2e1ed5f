package dev.sluice.ledger.core.state;

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

    /** No lot and no hold has this id, and it comes before all that have one. */
    private static final UUID NOTHING = new UUID(0, 0);

    /** The event that falls due; those of one instant happen in this order. */
    public enum Kind {
        MATURITY,
        HOLD_EXPIRY,
        LOT_EXPIRY,
        RESERVE_RELEASE,
        RESERVE_PLAN
    }

    /** A place before every item of this instant, for who knows the instant only. */
    public static DueItem beforeAllAt(AccountId account, AssetId asset, Instant at) {
        return new DueItem(account, asset, at, Kind.MATURITY, NOTHING);
    }

    /** Whether something happens, and this is not only a place among the items. */
    public boolean isSomething() {
        return !target.equals(NOTHING);
    }

    /** Whether this happens before another item of the same account and asset. */
    public boolean isBefore(DueItem other) {
        var order = at.equals(other.at) ? kind.compareTo(other.kind) : at.compareTo(other.at);
        return order == 0 ? compareBytes(target, other.target) < 0 : order < 0;
    }

    /** As the stores keep them; {@link UUID#compareTo} is signed. */
    private static int compareBytes(UUID left, UUID right) {
        var most = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return most == 0 ? Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits()) : most;
    }
}
