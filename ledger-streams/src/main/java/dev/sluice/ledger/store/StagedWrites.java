package dev.sluice.ledger.store;

import java.util.List;
import java.util.Optional;

/**
 * All that one record writes to the stores of its task.
 *
 * @param rows as they are physically, pages in the place of the rows that lie in them
 * @param head the partition's head afterwards, where it moves; its row is among the rows
 * @param moves where the rows of the accounts are afterwards
 */
public record StagedWrites(
        List<RowWrite> rows, List<OutcomeWrite> outcomes, Optional<Head> head, List<AccountPages.Move> moves) {

    public StagedWrites {
        rows = List.copyOf(rows);
        outcomes = List.copyOf(outcomes);
        moves = List.copyOf(moves);
    }

    /** How many rows of stores are written. */
    public int size() {
        return rows.size() + outcomes.size();
    }
}
