/**
 * Questions about the past, answered from the tables that {@code ledger-history} keeps in PostgreSQL.
 *
 * <p>A controller takes its parameters with {@link Parameters}, asks through {@link HistoryDatabase}, and gives rows that
 * {@link HistoryAnswers} writes as JSON or, row by row, as CSV. {@link Freshness} keeps the promise that no answer is older than
 * its asker wants, and says of each how far the past is known.
 *
 * <p>The rules kept here: values reach SQL as bound parameters only; nothing is asked without a time-out or on a thread that
 * serves the ledger's calls; and no answer is a guess: what has not been read yet is refused with {@code history_behind}.
 * SQL is written as SQL, through JDBC. A builder of queries would have to be told the tables a second time, or generated from a
 * running database in each build, and what is asked here is not built: it is fixed but for conditions that are there or not.
 *
 * <p>Nothing of this is on the way of a call of the ledger.
 */
@NullMarked
package dev.sluice.gateway.history;

import org.jspecify.annotations.NullMarked;
