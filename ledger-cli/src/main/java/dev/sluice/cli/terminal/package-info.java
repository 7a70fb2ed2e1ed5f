/** The output of results and progress, at a terminal and where there is none: aligned tables, bars, plain lines. */
@NullMarked
package dev.sluice.cli.terminal;

import org.jspecify.annotations.NullMarked;
