/**
 * The registers of what makes no progress and of what waits: kept while the ledger runs, so that one partition's trouble is
 * named, and stays that partition's.
 *
 * <p>{@link dev.sluice.ledger.standstill.Standstills} is the register of the topic-partitions that stand still: a record
 * whose application fails again and again, a task that can't begin, a record from the future. Who works on records reports
 * to it ({@link dev.sluice.ledger.standstill.WatchedProcessor}), and who fetches them asks it how far to go ({@link
 * dev.sluice.ledger.standstill.Passage}). {@link dev.sluice.ledger.standstill.OpenWork} is the register of what waits inside
 * the ledger. Health, gauges and the command line show both.
 *
 * <p>What is not here: any decision of the ledger, any row, any consumer. Nothing here outlives the process: a restart tries
 * everything again. There is one of each for an instance, any thread may call them, and memory is bounded by the number of
 * partitions. What is shown names records and never says what is in them.
 */
@NullMarked
package dev.sluice.ledger.standstill;

import org.jspecify.annotations.NullMarked;
