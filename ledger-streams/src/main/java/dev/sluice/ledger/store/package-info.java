/**
 * The state of one partition as rows in three stores: how a row's key and value look ({@link
 * dev.sluice.ledger.store.LedgerRow}), the reads that answer the core's questions, and the writes that follow from an entry.
 *
 * <p>No rule of the ledger is here: what a row should say is computed by the core. The rules that this package keeps are
 * those of rows: only {@link dev.sluice.ledger.store.StateWriter} changes the ledger's state (and {@link
 * dev.sluice.ledger.store.Outcomes} its memory of answers), every index changes together with what it indexes, and no scan
 * walks over what is gone.
 */
@NullMarked
package dev.sluice.ledger.store;

import org.jspecify.annotations.NullMarked;
