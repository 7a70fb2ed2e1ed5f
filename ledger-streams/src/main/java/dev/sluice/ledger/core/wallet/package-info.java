/**
 * The wallets of programs, which PREFUNDED assets are credited from: they are filled, drawn on, given back to, and emptied.
 * A wallet is an account of its own without lots, whatever the asset: value has a vintage from its credit on.
 */
@NullMarked
package dev.sluice.ledger.core.wallet;

import org.jspecify.annotations.NullMarked;
