package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.EntryId;
import java.util.List;

/**
 * The state of a request that involves several partitions, kept by its coordinating partition. The methods of the states are
 * the legal steps, and there are no others:
 *
 * <pre>
 *             a request
 *            /         \
 *        Voting         \            round one: can you?
 *       /   |  \         \
 *  refused  |  agreed     \
 *           |   |    \     \
 *           | answered Delivering    round two: book it
 *           |              |
 *        booked at once    |         by the only other one, in place of its vote
 *           |              |
 *        answered       answered
 * </pre>
 */
public sealed interface CoordinatedRequest permits Voting, Delivering {

    /** Names it, and is the id of every journal entry that comes of it. */
    EntryId id();

    /** The partitions that have not answered yet. */
    List<Integer> silent();

    /** Those that are left when one has answered. */
    static List<Integer> without(List<Integer> silent, int partition) {
        if (!silent.contains(partition)) {
            throw new IllegalStateException(
                    "Expected an answer of one of the partitions %s, but got one of %d".formatted(silent, partition));
        }
        return silent.stream().filter(other -> other != partition).toList();
    }
}
