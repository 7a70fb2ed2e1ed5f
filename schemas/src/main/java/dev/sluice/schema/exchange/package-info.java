/**
 * The messages between partitions of the ledger, which nobody else reads or writes: one for each target
 * partition, keyed by that partition's number.
 */
@NullMarked
package dev.sluice.schema.exchange;

import org.jspecify.annotations.NullMarked;
