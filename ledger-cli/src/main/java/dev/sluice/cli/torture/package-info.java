/**
 * The torture run: a ledger of many processes, under load and under faults of every kind, and the proof afterwards that
 * nothing was lost, doubled or told wrongly.
 *
 * <p>What is here is the course of a run and its summary; {@code plan} says what befalls whom and when, {@code process} brings
 * it about, {@code load} asks all the time, {@code check} looks at what is there in the end.
 */
@NullMarked
package dev.sluice.cli.torture;

import org.jspecify.annotations.NullMarked;
