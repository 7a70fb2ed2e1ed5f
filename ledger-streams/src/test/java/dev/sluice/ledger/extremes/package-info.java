/**
 * The ends of what the contract allows: records with the longest texts and lists and the largest amounts, made from the
 * contract's own records, so that one that is added later is made too.
 */
package dev.sluice.ledger.extremes;
