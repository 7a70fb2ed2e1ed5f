/**
 * The evolvers: the rows that a journal entry leaves, computed from the entry and the rows before it, and from nothing else.
 * One evolver a concept; {@link dev.sluice.ledger.core.evolve.Evolver} calls them in order.
 *
 * <p>Nobody else computes rows: deciders state facts and never see a draft.
 */
@NullMarked
package dev.sluice.ledger.core.evolve;

import org.jspecify.annotations.NullMarked;
