/**
 * The shell around the core: one topology, whose one processor takes a record, remembers, decides, evolves, writes, and
 * answers, all in one Kafka transaction.
 *
 * <p>What is here: which topics are read and written ({@link dev.sluice.ledger.topology.LedgerTopology}), what happens to
 * a record first and last ({@link dev.sluice.ledger.topology.LedgerProcessor}), what partitions tell each other, what is
 * booked because time has passed, and where records go that can't be used. What is not: any rule of the ledger, which is
 * core's, and any layout of rows, which is store's.
 *
 * <p>The rule that is kept: three roads, never mixed. An expected "no" is a reply. A record that can't be read is a dead
 * letter. A fault of ours is loud, applies nothing, and does not stop the partition; only trouble with the broker or the
 * disk does, by ending the transaction.
 */
@NullMarked
package dev.sluice.ledger.topology;

import org.jspecify.annotations.NullMarked;
