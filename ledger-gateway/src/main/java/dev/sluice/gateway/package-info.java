/**
 * The door: HTTP in, a request on Kafka, the ledger's answer out.
 *
 * <p>{@code http} parses and answers, {@code client} publishes and waits, {@code security} knows who may what, {@code health}
 * tells whether all of it works. {@code stripe} is what {@code http} is, for reserves, which have a dialect of their own. The
 * gateway keeps nothing but the requests that wait at this moment, so any number of them may run and any may be killed. No rule
 * of balances lives here: what is checked before publishing is what the contract's own records check in their constructors.
 */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
