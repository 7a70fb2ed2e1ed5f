/**
 * The refusals of the contract: the closed list of codes in the order of checking, and the checks that messages make of
 * their own shape.
 *
 * <p>Rules that need the ledger's state are not here; they are in the ledger's core and use the same codes.
 */
@NullMarked
package dev.sluice.schema.rejection;

import org.jspecify.annotations.NullMarked;
