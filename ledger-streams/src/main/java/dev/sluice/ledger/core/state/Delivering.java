package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.EntryId;
import java.util.List;

/** It is decided, and the others are booking their parts: in round two, or the only other one has done so at once. */
public record Delivering(EntryId id, List<Integer> silent) implements CoordinatedRequest {

    /** The state after one partition has booked. */
    public Delivering heard(int partition) {
        return new Delivering(id, CoordinatedRequest.without(silent, partition));
    }

    /** Whether all have booked. */
    public boolean isDone() {
        return silent.isEmpty();
    }
}
