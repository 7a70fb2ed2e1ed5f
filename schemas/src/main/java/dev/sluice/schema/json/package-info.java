/**
 * The writing and reading of the contract's records as JSON. The only package of this module that knows Jackson's
 * machinery; the ledger's core never sees it.
 *
 * <p>A request that can't be read gives an {@link dev.sluice.schema.rejection.InvalidMessageException} that names every
 * field at fault; reading changes nothing and guesses nothing.
 */
@NullMarked
package dev.sluice.schema.json;

import org.jspecify.annotations.NullMarked;
