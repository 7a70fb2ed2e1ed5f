/** Tests of the writer on the real PostgreSQL, with journals of runs of the real ledger. */
package dev.sluice.history.writer;
