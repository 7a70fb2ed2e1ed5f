package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The bytes of a plan's open holds, and of the list of an account's plans. */
final class PlanHoldsCodec {

    private PlanHoldsCodec() {}

    static byte[] encode(PlanHolds holds) {
        var writer = new ValueWriter().count(holds.firstOpen().size());
        holds.firstOpen().forEach((asset, hold) -> writer.uuid(asset.value()).uuid(hold.value()));
        return writer.value();
    }

    static PlanHolds decode(PlanHolds.Key key, byte[] value) {
        var reader = new ValueReader(value);
        var firstOpen = new TreeMap<AssetId, HoldId>();
        for (var left = reader.count(); left > 0; left--) {
            firstOpen.put(new AssetId(reader.uuid()), new HoldId(reader.uuid()));
        }
        return new PlanHolds(key, firstOpen);
    }

    static byte[] encode(List<ReservePlanId> plans) {
        var writer = new ValueWriter().count(plans.size());
        plans.forEach(plan -> writer.uuid(plan.value()));
        return writer.value();
    }

    static List<ReservePlanId> decodePlans(byte[] value) {
        var reader = new ValueReader(value);
        var plans = new ArrayList<ReservePlanId>();
        for (var left = reader.count(); left > 0; left--) {
            plans.add(new ReservePlanId(reader.uuid()));
        }
        return List.copyOf(plans);
    }
}
