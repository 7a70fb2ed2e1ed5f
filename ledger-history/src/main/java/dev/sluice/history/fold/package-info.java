/**
 * The fold from entries to rows: pure, and the same whatever the batches are. {@link dev.sluice.history.fold.Fold} is the page to
 * begin with. Only what the journal says is read, and the rows before it.
 */
@NullMarked
package dev.sluice.history.fold;

import org.jspecify.annotations.NullMarked;
