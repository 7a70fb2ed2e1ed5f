/**
 * A second ledger that is as naive as can be: lists, loops and sums, written from the rules and not from the core, of which it
 * uses no class. Sequences of requests made by chance are given to both, and both must answer the same.
 */
@NullMarked
package dev.sluice.ledger.core.model;

import org.jspecify.annotations.NullMarked;
