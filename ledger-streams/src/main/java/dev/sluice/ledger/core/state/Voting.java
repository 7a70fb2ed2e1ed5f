package dev.sluice.ledger.core.state;

import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.value.EntryId;
import java.util.List;
import java.util.Optional;

/**
 * Round one: the others are asked whether they can do their parts. All are heard before it is decided, so that the refusal
 * which is told does not depend on who answers first.
 *
 * @param objection the first in the documented order of those that were heard, of this partition's own too
 */
public record Voting(EntryId id, List<Integer> silent, Optional<Objection> objection) implements CoordinatedRequest {

    /** The state after one partition's vote. */
    public Voting heard(int partition, Optional<Objection> vote) {
        return new Voting(id, CoordinatedRequest.without(silent, partition), Objection.first(objection, vote));
    }

    /** The state after the only other partition has booked at once, in place of a yes. */
    public Delivering bookedBy(int partition) {
        var others = CoordinatedRequest.without(silent, partition);
        if (!others.isEmpty() || objection.isPresent()) {
            throw new IllegalStateException(
                    "Expected nobody to book while it is being voted on, but partition %d has, in %s"
                            .formatted(partition, this));
        }
        return new Delivering(id, others);
    }

    /** Whether all have voted. */
    public boolean isDecided() {
        return silent.isEmpty();
    }
}
