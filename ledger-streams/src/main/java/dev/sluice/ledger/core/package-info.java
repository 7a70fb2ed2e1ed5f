/**
 * The ledger's rules, and nothing else: what a request means for the state there is (deciders), and what a booked entry makes of it (evolvers).
 *
 * <p>Pure: no Kafka, no JSON, no clock, no chance, no logging. Time and ids come in through the {@link
 * dev.sluice.ledger.core.state.LedgerView}; what comes out is data. A build rule keeps it so.
 */
@NullMarked
package dev.sluice.ledger.core;

import org.jspecify.annotations.NullMarked;
