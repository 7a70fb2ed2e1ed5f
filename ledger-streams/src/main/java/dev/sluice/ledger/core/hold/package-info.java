/**
 * Value that is reserved: opening a hold, releasing it, and what became of each unit.
 */
@NullMarked
package dev.sluice.ledger.core.hold;

import org.jspecify.annotations.NullMarked;
