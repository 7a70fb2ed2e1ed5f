/**
 * What an account has of an asset: the credits, debits and forfeits that change it, and the questions about it.
 */
@NullMarked
package dev.sluice.ledger.core.balance;

import org.jspecify.annotations.NullMarked;
