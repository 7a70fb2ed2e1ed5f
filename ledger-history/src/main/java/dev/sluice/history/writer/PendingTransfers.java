package dev.sluice.history.writer;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Transfers that their source's partition knows as pending. No entry there says when the last recipient has its value, so it is
 * looked up among the bookings now and then; until then the view transfer_now tells it.
 */
final class PendingTransfers {

    private static final int PART = 10_000;

    private PendingTransfers() {}

    /** Notes which of the oldest pending ones are posted by now. */
    static void settle(Connection connection, int partition) throws SQLException {
        try (var update = connection.prepareStatement("""
            UPDATE transfer t SET status = 'POSTED'
            FROM (SELECT entry_id FROM transfer WHERE status = 'PENDING' AND partition = ?
                  ORDER BY created_at, entry_id LIMIT ?) AS oldest
            WHERE t.entry_id = oldest.entry_id AND t.total_amount <=
                (SELECT sum(b.amount) FROM transfer_booking b WHERE b.entry_id = t.entry_id)\
            """)) {
            update.setInt(1, partition);
            update.setInt(2, PART);
            update.executeUpdate();
        }
    }
}
