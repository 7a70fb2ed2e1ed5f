/**
 * The load: what is asked, how fast, through which door, and what became of it. It runs in a process of its own, so that its
 * processor time is told apart from that of what it measures.
 *
 * <p>The rule: every request that was offered is in the report, as completed, refused or dropped; none is forgotten.
 */
@NullMarked
package dev.sluice.cli.bench.load;

import org.jspecify.annotations.NullMarked;
