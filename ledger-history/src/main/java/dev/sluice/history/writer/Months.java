package dev.sluice.history.writer;

import dev.sluice.history.journal.Link;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The months of the tables that are partitioned by time. A month is made before its first row is written, and the one after it
 * with it, so that no batch waits at midnight.
 */
final class Months {

    private static final List<String> TABLES = List.of("entry", "posting");

    /** Any number that nobody else locks: the writers of all partitions make months one after another. */
    private static final long LOCK = 0x51_0CE5_0047_1234L;

    private final Set<YearMonth> made = new HashSet<>();

    /** Makes the months that these are in, in a transaction of its own. */
    synchronized void make(Connection connection, List<Link> links) throws SQLException {
        var missing = new HashSet<YearMonth>();
        for (var link : links) {
            var month = YearMonth.from(link.entry().recordedAt().atOffset(ZoneOffset.UTC));
            missing.add(month);
            missing.add(month.plusMonths(1));
        }
        missing.removeAll(made);
        if (missing.isEmpty()) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(LOCK));
            for (var month : missing) {
                for (var table : TABLES) {
                    make(connection, table, month);
                }
            }
            connection.commit();
        }
        made.addAll(missing);
    }

    /** Attaching waits for nobody who reads; making it in one step would. */
    private static void make(Connection connection, String table, YearMonth month) throws SQLException {
        var name = "%s_%04d_%02d".formatted(table, month.getYear(), month.getMonthValue());
        try (var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT to_regclass('%s') IS NOT NULL".formatted(name))) {
                found.next();
                if (found.getBoolean(1)) {
                    return;
                }
            }
            statement.execute("CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS)".formatted(name, table));
            statement.execute("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s-01 00:00Z') TO ('%s-01 00:00Z')"
                    .formatted(table, name, month, month.plusMonths(1)));
        }
    }
}
