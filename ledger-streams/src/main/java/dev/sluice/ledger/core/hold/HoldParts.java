package dev.sluice.ledger.core.hold;

import dev.sluice.ledger.core.entry.Part;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.InventoryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is under an open hold, in the order of spending. */
public final class HoldParts {

    private HoldParts() {}

    public static List<Part> of(LedgerView view, Asset asset, HoldState hold) {
        if (asset.inventoryMode() == InventoryMode.SIMPLE) {
            return List.of(new Part(
                    Bucket.HELD, Optional.empty(), Optional.of(hold.key().id()), hold.remaining(), Optional.empty()));
        }
        var parts = new ArrayList<Part>();
        try (var slices = view.slicesUnder(
                hold.key().account(), hold.key().asset(), hold.key().id())) {
            while (slices.hasNext()) {
                var slice = slices.next();
                parts.add(Part.of(slice, slice.remaining()));
            }
        }
        return parts;
    }
}
