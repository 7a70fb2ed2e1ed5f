/**
 * The parts that this partition plays in other partitions' requests: it votes, and books what was decided. The state of a
 * request on its way, and its legal steps, are in {@link dev.sluice.ledger.core.state.CoordinatedRequest}.
 *
 * <p>Two rounds at most. First each other partition is asked whether it can do its part, and its yes is a promise; when all
 * have voted, it is decided. Then each is told to book its part, which can't be refused. One message to each partition a
 * round; what concerns the coordinator's own partition needs none. Where there is only one other partition, one round does:
 * it books with its yes. Who votes keeps nothing: each message has all that it takes. Every message arrives, once, so there
 * are no timeouts and no doubtful outcomes.
 */
@NullMarked
package dev.sluice.ledger.core.exchange;

import org.jspecify.annotations.NullMarked;
