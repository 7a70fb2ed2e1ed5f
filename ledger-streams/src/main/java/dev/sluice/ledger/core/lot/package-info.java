/** The list of an account's lots. */
@NullMarked
package dev.sluice.ledger.core.lot;

import org.jspecify.annotations.NullMarked;
