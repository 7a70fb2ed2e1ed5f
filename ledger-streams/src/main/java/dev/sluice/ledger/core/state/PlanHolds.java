package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The open holds of a reserve plan: for each asset the oldest one, exactly; an asset without one is not there. */
public record PlanHolds(Key key, SortedMap<AssetId, HoldId> firstOpen) {

    /** The key of a plan's open holds. */
    public record Key(AccountId account, ReservePlanId plan) {}

    /**
     * An open hold of a plan.
     *
     * @param key whose and of which plan
     */
    public record Open(Key key, AssetId asset, HoldId hold) {}

    public PlanHolds {
        firstOpen = Collections.unmodifiableSortedMap(new TreeMap<>(firstOpen));
    }

    public static PlanHolds none(Key key) {
        return new PlanHolds(key, Collections.emptySortedMap());
    }

    public boolean isEmpty() {
        return firstOpen.isEmpty();
    }

    public PlanHolds with(AssetId asset, HoldId first) {
        var changed = new TreeMap<>(firstOpen);
        changed.put(asset, first);
        return new PlanHolds(key, changed);
    }

    public PlanHolds without(AssetId asset) {
        var changed = new TreeMap<>((Map<AssetId, HoldId>) firstOpen);
        changed.remove(asset);
        return new PlanHolds(key, changed);
    }
}
