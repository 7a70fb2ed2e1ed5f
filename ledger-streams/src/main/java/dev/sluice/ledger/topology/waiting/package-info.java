/**
 * All that waits in a partition: requests that others take part in, changes of the catalogue on their way, and records that are
 * kept until their turn. Their rows, the readers of each form in which rows were ever written, and the index in memory.
 *
 * <p>Nothing here decides: what becomes of a thing that waits is told by the exchange and by the life of a request.
 */
@NullMarked
package dev.sluice.ledger.topology.waiting;

import org.jspecify.annotations.NullMarked;
