/** The tests of the rows: over RocksDB, as a task has it. */
@NullMarked
package dev.sluice.ledger.store;

import org.jspecify.annotations.NullMarked;
