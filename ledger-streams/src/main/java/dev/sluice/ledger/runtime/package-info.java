/**
 * The process around the topology: settings with their reasons, the topics it needs, start and stop, health.
 *
 * <p>{@link dev.sluice.ledger.runtime.LedgerRuntime} is the whole for a program that runs the ledger inside itself;
 * {@link dev.sluice.ledger.runtime.LedgerMain} is that program where there is no other. Nothing is injected: what a thing
 * needs, it is given.
 */
@NullMarked
package dev.sluice.ledger.runtime;

import org.jspecify.annotations.NullMarked;
