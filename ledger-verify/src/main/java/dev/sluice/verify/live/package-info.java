/** The answers of a running ledger, compared with the fold of its journal. */
@NullMarked
package dev.sluice.verify.live;

import org.jspecify.annotations.NullMarked;
