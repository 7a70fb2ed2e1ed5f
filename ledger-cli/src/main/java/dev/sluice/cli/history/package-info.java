/** The work of the commands on history: build one beside the other, wait for it, put it in its place, compare. */
@NullMarked
package dev.sluice.cli.history;

import org.jspecify.annotations.NullMarked;
