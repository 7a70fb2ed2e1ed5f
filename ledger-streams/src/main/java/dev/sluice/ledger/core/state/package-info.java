/**
 * The state of the ledger as the rules see it: rows (balances, lots and slices, holds, reserves, what fell due, requests on
 * their way between partitions), the view that answers questions about them, and the changes that an entry leaves.
 *
 * <p>Nouns, and no rules: nothing here decides, and nothing here imports another package of the core.
 */
@NullMarked
package dev.sluice.ledger.core.state;

import org.jspecify.annotations.NullMarked;
