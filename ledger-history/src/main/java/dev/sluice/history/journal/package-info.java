/** The journal as the writer reads it: each record is believed only as the next link of its partition's chain. */
@NullMarked
package dev.sluice.history.journal;

import org.jspecify.annotations.NullMarked;
