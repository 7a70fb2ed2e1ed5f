package dev.sluice.ledger.store;

import java.util.List;
import java.util.Optional;

/**
 * All that one record writes to the stores of its task.
 *
 * @param head the partition's head afterwards, where it moves; its row is among the rows
 */
public record StagedWrites(List<RowWrite> rows, List<OutcomeWrite> outcomes, Optional<Head> head) {

    public StagedWrites {
        rows = List.copyOf(rows);
        outcomes = List.copyOf(outcomes);
    }

    /** How many rows of stores are written. */
    public int size() {
        return rows.size() + outcomes.size();
    }
}
