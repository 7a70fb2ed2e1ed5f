/**
 * The command line: one class for each command, the options that they share, and what they tell the shell.
 *
 * <p>What is here reads options and prints; what a command does is in the packages below: {@code node} runs everything in
 * one process, {@code postings} imports files, {@code demo} plays the demo, {@code bench} measures, {@code http} calls a node, {@code terminal}
 * draws tables and progress.
 *
 * <p>The rule: a fault of the user's is one line that says what was expected, and an exit code; never a stack trace.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
