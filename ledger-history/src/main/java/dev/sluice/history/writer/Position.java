package dev.sluice.history.writer;

import dev.sluice.history.journal.Chain;
import dev.sluice.history.journal.Link;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The position of a partition: how far it has been read, as its row says.
 *
 * @param epoch counts the writers that have taken the partition; only the newest may write
 * @param hash of the last record, as 64 hexadecimal digits
 * @param ledgerTime of the last entry
 */
record Position(
        int partition, long epoch, long nextOffset, long nextSequence, String hash, Optional<Instant> ledgerTime) {

    static final String COLUMNS = "partition, epoch, next_offset, next_sequence, hash, ledger_time";

    static Position of(ResultSet row) throws SQLException {
        return new Position(
                row.getInt("partition"),
                row.getLong("epoch"),
                row.getLong("next_offset"),
                row.getLong("next_sequence"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                Optional.ofNullable(row.getObject("ledger_time", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    /** Behind this entry. */
    Position behind(Link last) {
        return new Position(
                partition,
                epoch,
                last.offset() + 1,
                last.sequence() + 1,
                HexFormat.of().formatHex(last.hash()),
                Optional.of(last.entry().recordedAt()));
    }

    Chain chain() {
        return new Chain(partition, nextSequence, hash, ledgerTime);
    }
}
