/**
 * Balances, which are what an account has of an asset: the credits, debits and forfeits that change them, and the questions
 * about them.
 */
@NullMarked
package dev.sluice.ledger.core.balance;

import org.jspecify.annotations.NullMarked;
