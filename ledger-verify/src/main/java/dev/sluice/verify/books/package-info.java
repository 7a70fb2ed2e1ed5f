/**
 * The fold of the journal and the rules that each entry must keep: the chain, the sums, balances, lots, holds, reserves,
 * reversals, and value on its way between partitions. Nothing here knows what callers were told.
 */
@NullMarked
package dev.sluice.verify.books;

import org.jspecify.annotations.NullMarked;
