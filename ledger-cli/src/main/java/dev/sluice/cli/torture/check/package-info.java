/**
 * The proof after a torture run: the independent checker's, of all the books, and beside it what only the callers know, which is
 * what they were told.
 */
@NullMarked
package dev.sluice.cli.torture.check;

import org.jspecify.annotations.NullMarked;
