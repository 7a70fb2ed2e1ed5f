/** Lists: pages of rows, the cursors that callers get, and the merging of sources in one order. */
@NullMarked
package dev.sluice.ledger.core.list;

import org.jspecify.annotations.NullMarked;
