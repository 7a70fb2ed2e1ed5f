/**
 * All small worlds: whatever can happen on two accounts with three lots in four steps is done, and nothing may break. What goes
 * wrong at all mostly goes wrong in a small world already.
 */
@NullMarked
package dev.sluice.ledger.core.world;

import org.jspecify.annotations.NullMarked;
