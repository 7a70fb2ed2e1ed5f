/**
 * Copies of the journal: as a file, whose format is told by {@link dev.sluice.cli.backup.BackupFormat}, or on another Kafka.
 * They are made here, and read for the way back; what a ledger makes of one is in {@code dev.sluice.ledger.restore}.
 */
@NullMarked
package dev.sluice.cli.backup;

import org.jspecify.annotations.NullMarked;
