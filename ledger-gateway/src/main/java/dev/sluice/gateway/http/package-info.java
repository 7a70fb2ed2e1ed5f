/**
 * The HTTP API: one controller for each resource, thin.
 *
 * <p>A controller names the record that its call makes; {@link SubmissionReader} reads it from the body or the query
 * parameters and collects all faults; {@link LedgerCalls} asks the ledger; {@link Answers} maps a result to status and body by one
 * exhaustive switch, and {@link Problems} every "no" to a problem document, or to the {@link ProblemForm} of a path that has its
 * own. What happens on every call (request id, headers, limits, measurements) is in filters.
 *
 * <p>Bodies are the contract's records written by the contract's mapper, so that a replayed answer has the same bytes. Nothing
 * here knows Kafka.
 */
@NullMarked
package dev.sluice.gateway.http;

import org.jspecify.annotations.NullMarked;
