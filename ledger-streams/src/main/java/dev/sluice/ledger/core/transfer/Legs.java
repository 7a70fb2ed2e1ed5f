package dev.sluice.ledger.core.transfer;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Purpose.SetAside;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.InventoryMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The recipients' shares of a transfer, by where they are booked. */
final class Legs {

    private Legs() {}

    /** Those on this partition. */
    static List<Leg> here(LedgerView view, List<Leg> legs) {
        return legs.stream()
                .filter(leg -> view.partitionOf(leg.accountId()) == view.partition())
                .toList();
    }

    /** Those on each other partition that has any. */
    static Map<Integer, List<Leg>> elsewhere(LedgerView view, List<Leg> legs) {
        var partitions = new TreeMap<Integer, List<Leg>>();
        for (var leg : legs) {
            var partition = view.partitionOf(leg.accountId());
            if (partition != view.partition()) {
                partitions
                        .computeIfAbsent(partition, unseen -> new ArrayList<>())
                        .add(leg);
            }
        }
        return partitions;
    }

    /** The shares with the lots that they become; a SIMPLE asset has none. */
    static List<Leg> withLots(Asset asset, Transfer transfer, List<Leg> legs, List<SetAside> given, Instant vintage) {
        if (asset.inventoryMode() == InventoryMode.SIMPLE) {
            return legs;
        }
        return transfer.preserveLots() ? Sharing.preserving(legs, given) : Sharing.asNewLots(legs, vintage);
    }
}
