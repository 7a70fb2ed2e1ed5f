package dev.sluice.ledger.topology;

import dev.sluice.schema.value.AssetId;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The value that has left one account and not reached another, told from what the partitions remember and from the messages
 * between them. SYSTEM_TRANSIT, over all partitions, must be the same.
 */
final class ValueOnTheWay {

    private ValueOnTheWay() {}

    /** By asset; an asset of which nothing is on the way may be left out. Today no request moves value between partitions. */
    static Map<AssetId, BigDecimal> in(SimulatedCluster cluster) {
        return Map.of();
    }
}
