/** The tables as the writer sees them: their columns, how a row becomes text, and the few statements that are needed. */
@NullMarked
package dev.sluice.history.table;

import org.jspecify.annotations.NullMarked;
