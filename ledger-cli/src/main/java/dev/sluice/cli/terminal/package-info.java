/** How results and progress look at a terminal, and where there is none: aligned tables, bars, plain lines. */
@NullMarked
package dev.sluice.cli.terminal;

import org.jspecify.annotations.NullMarked;
