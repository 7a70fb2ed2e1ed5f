/**
 * The way back from a copy of the journal: the copy is read and proven whole, cut where all partitions agree, written to a new
 * cluster, and folded into the stores. What was on its way between partitions is brought to an end by the ledger itself, once
 * it runs: the fold leaves it the rows and the messages that it goes on from.
 *
 * <p>Nothing here decides anything about value: entries are folded by the evolver of the ledger, and ended by its deciders.
 */
@NullMarked
package dev.sluice.ledger.restore;

import org.jspecify.annotations.NullMarked;
