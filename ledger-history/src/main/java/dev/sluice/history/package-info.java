/**
 * The past: the journal as tables in PostgreSQL.
 *
 * <p>Everything here follows from the journal and from nothing else, so it can be dropped and made again. The ledger knows
 * nothing of it.
 */
@NullMarked
package dev.sluice.history;

import org.jspecify.annotations.NullMarked;
