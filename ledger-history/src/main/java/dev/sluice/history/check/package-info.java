/** Checks of the tables against one another and against a history that is built beside them. */
@NullMarked
package dev.sluice.history.check;

import org.jspecify.annotations.NullMarked;
