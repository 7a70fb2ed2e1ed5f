/**
 * Lots of value with their vintages: the order of spending, what a filter matches, what is left of each.
 */
@NullMarked
package dev.sluice.ledger.core.lot;

import org.jspecify.annotations.NullMarked;
