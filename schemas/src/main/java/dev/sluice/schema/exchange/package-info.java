/**
 * What the partitions of the ledger tell each other, and nobody else reads or writes: one message for each target
 * partition, keyed by that partition's number.
 */
@NullMarked
package dev.sluice.schema.exchange;

import org.jspecify.annotations.NullMarked;
