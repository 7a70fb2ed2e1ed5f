/**
 * The benchmark: what is measured, against what, in which order, and whether the books closed afterwards.
 *
 * <p>The packages below: {@code process} has the processes that take part, {@code load} is the one that asks, {@code echo} the one
 * that the ledger is measured by.
 *
 * <p>The rule: a speed means nothing by itself, since machines differ and are shared. So what is compared alternates in one run, and
 * what is told first is the ratio, its median and its spread.
 */
@NullMarked
package dev.sluice.cli.bench;

import org.jspecify.annotations.NullMarked;
