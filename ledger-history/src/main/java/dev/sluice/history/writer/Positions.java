package dev.sluice.history.writer;

import dev.sluice.history.journal.Link;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The rows of the table position. */
final class Positions {

    private Positions() {}

    /** Gives every partition its row. */
    static void create(Connection connection, int partitions) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO position (partition) SELECT generate_series(0, ? - 1) ON CONFLICT DO NOTHING")) {
            insert.setInt(1, partitions);
            insert.executeUpdate();
        }
    }

    /** Takes the partition: whoever had it can write nothing of it from now on. One that had stopped is tried again. */
    static Position take(Connection connection, int partition) throws SQLException {
        try (var update = connection.prepareStatement("""
            UPDATE position SET epoch = epoch + 1, status = 'READING', stopped_at = NULL, stopped_reason = NULL
            WHERE partition = ? RETURNING %s\
            """.formatted(Position.COLUMNS))) {
            update.setInt(1, partition);
            return only(update, partition);
        }
    }

    /**
     * The row, which nobody else changes until this transaction ends.
     *
     * @throws LostPartitionException where another writer has taken the partition
     */
    static Position lock(Connection connection, Position known) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT %s FROM position WHERE partition = ? FOR UPDATE".formatted(Position.COLUMNS))) {
            select.setInt(1, known.partition());
            var found = only(select, known.partition());
            if (found.epoch() != known.epoch()) {
                throw new LostPartitionException(known.partition());
            }
            return found;
        }
    }

    private static Position only(PreparedStatement statement, int partition) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException(
                        "Expected a position of partition %d, but got none".formatted(partition));
            }
            return Position.of(rows);
        }
    }

    /** Moves the position behind the last of these. */
    static void advance(Connection connection, Link last, int entries) throws SQLException {
        try (var update = connection.prepareStatement("""
            UPDATE position SET next_offset = ?, next_sequence = ?, hash = ?, ledger_time = ?, entries = entries + ?
            WHERE partition = ?\
            """)) {
            update.setLong(1, last.offset() + 1);
            update.setLong(2, last.sequence() + 1);
            update.setBytes(3, last.hash());
            update.setObject(4, at(last.entry().recordedAt()));
            update.setInt(5, entries);
            update.setInt(6, last.partition());
            update.executeUpdate();
        }
    }

    /**
     * There was nothing more to read at that time.
     *
     * @throws LostPartitionException where another writer has taken the partition
     */
    static void seenAtEnd(Connection connection, Position position, Instant at) throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE position SET at_end_at = ? WHERE partition = ? AND epoch = ?")) {
            update.setObject(1, at(at));
            update.setInt(2, position.partition());
            update.setLong(3, position.epoch());
            if (update.executeUpdate() == 0) {
                throw new LostPartitionException(position.partition());
            }
        }
    }

    static void stop(Connection connection, Position position, Instant at, String reason) throws SQLException {
        try (var update = connection.prepareStatement("""
            UPDATE position SET status = 'STOPPED', stopped_at = ?, stopped_reason = ?
            WHERE partition = ? AND epoch = ?\
            """)) {
            update.setObject(1, at(at));
            update.setString(2, reason.replace('\0', '\uFFFD'));
            update.setInt(3, position.partition());
            update.setLong(4, position.epoch());
            update.executeUpdate();
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
