/**
 * Value that moves from one account to others, on whatever partitions they are: to all of them or to none.
 */
@NullMarked
package dev.sluice.ledger.core.transfer;

import org.jspecify.annotations.NullMarked;
