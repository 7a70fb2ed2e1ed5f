package dev.sluice.history.check;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checksum of a table: how many rows it has and what they say, whatever their order on the disk is.
 *
 * @param sum of the hashes of all rows, so that a row that is missing, twice or different shows
 */
public record Checksum(long rows, BigDecimal sum) {

    /** What is compared of each table; when somebody last looked whether there was more to read is not the journal's. */
    private static final Map<String, String> CONTENTS = contents();

    private static Map<String, String> contents() {
        var contents = new LinkedHashMap<String, String>();
        contents.put(
                "position", "SELECT partition, next_offset, next_sequence, hash, ledger_time, entries FROM position");
        for (var table : List.of(
                "entry",
                "posting",
                "balance",
                "system_balance",
                "lot",
                "hold",
                "transfer_booking",
                "participant",
                "account_group",
                "program",
                "asset",
                "reserve_hold",
                "reserve_release",
                "reserve_release_line",
                "reserve_plan",
                "daily_total")) {
            contents.put(table, "SELECT * FROM " + table);
        }
        contents.put("transfer", "SELECT * FROM transfer_now");
        return contents;
    }

    /** Of each table in the schema that the connection reads. */
    public static Map<String, Checksum> ofTables(Connection connection) throws SQLException {
        var sums = new LinkedHashMap<String, Checksum>();
        for (var table : CONTENTS.entrySet()) {
            sums.put(table.getKey(), of(connection, table.getValue()));
        }
        return sums;
    }

    private static Checksum of(Connection connection, String content) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*), coalesce(sum(hashtextextended(content::text, 0)), 0) FROM (%s) AS content"
                                .formatted(content))) {
            row.next();
            return new Checksum(row.getLong(1), row.getBigDecimal(2));
        }
    }
}
