/**
 * The tools of every decider: the common checks in their documented order, the selection of lots and holds, the entry while
 * it is being drafted, and the decision that comes of it.
 *
 * <p>Reads the state and knows no decider.
 */
@NullMarked
package dev.sluice.ledger.core.entry;

import org.jspecify.annotations.NullMarked;
