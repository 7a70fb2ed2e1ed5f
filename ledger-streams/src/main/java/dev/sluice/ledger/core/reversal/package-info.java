/**
 * Giving back what a debit or a capture took, to the very lots that it came from. What was taken is remembered as a
 * reversible debit, which follows from the entry that took it; what of it was given back is told by facts. Where the value is
 * taken is in {@code core.balance} and {@code core.hold}.
 */
@NullMarked
package dev.sluice.ledger.core.reversal;

import org.jspecify.annotations.NullMarked;
