/**
 * The journal: the balanced, chained, immutable record of every change, from which all state can be computed again.
 *
 * <p>To check a partition, read its records in order: the SHA-256 of each value's bytes must be the {@code previous_hash}
 * of the next, and the postings of each entry must sum to zero for each asset. Nothing but the journal is needed.
 */
@NullMarked
package dev.sluice.schema.journal;

import org.jspecify.annotations.NullMarked;
