package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.HoldId;
import java.util.Optional;

/**
 * The places where the open rows of a balance begin, exactly, so that no scan walks over what is long gone. What plain operations
 * may touch and what reserves hold are rows apart, so that neither is in the other's way, however many there are.
 *
 * @param available the position of the first AVAILABLE slice; empty where there is none, as with all that follow
 * @param held the position of the first HELD slice that no reserve holds
 * @param hold the oldest open hold that is not of a reserve
 * @param reserved the position of the first HELD slice that a reserve holds
 * @param reserveHold the oldest open hold of a reserve
 * @param due the first due item
 */
public record FirstRows(
        Optional<LotPosition> available,
        Optional<LotPosition> held,
        Optional<HoldId> hold,
        Optional<LotPosition> reserved,
        Optional<HoldId> reserveHold,
        Optional<DueItem> due) {

    /** Of a balance that has no open rows. */
    public static final FirstRows NONE = new FirstRows(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
