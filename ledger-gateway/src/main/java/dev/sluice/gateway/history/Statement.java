package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement of one account and asset: what it had, a line for each entry that moved its value, and what it has then.
 *
 * @param from of the first line, absent for the beginning
 * @param to before which the last line lies, absent for all that is known
 */
record Statement(UUID account, UUID asset, Optional<Instant> from, Optional<Instant> to) {

    private static final String LINES = """
        select l.recorded_at, l.sequence, e.id as journal_entry_id, e.type, e.description, e.reference_id,
               l.available_moved, l.held_moved, l.deferred_moved, l.available, l.held, l.deferred
        from (
            select recorded_at, sequence, min(partition) as partition,
                   coalesce(sum(amount) filter (where bucket = 'AVAILABLE'), 0) as available_moved,
                   coalesce(sum(amount) filter (where bucket = 'HELD'), 0) as held_moved,
                   coalesce(sum(amount) filter (where bucket = 'DEFERRED'), 0) as deferred_moved,
                   (array_agg(available_after order by line desc))[1] as available,
                   (array_agg(held_after order by line desc))[1] as held,
                   (array_agg(deferred_after order by line desc))[1] as deferred
            from posting\
        """;
    private static final String WITH_ENTRIES = """
        ) l
        join entry e on e.recorded_at = l.recorded_at and e.partition = l.partition and e.sequence = l.sequence
        order by l.recorded_at, l.sequence\
        """;

    /** The lines, oldest first. */
    Page lines(Tables tables, int scale, Optional<Cursor> after, int limit) throws SQLException {
        var sql = range(Sql.of(LINES));
        after.ifPresent(last -> sql.add("and (recorded_at, sequence) > (?, ?)", last.instant(0), last.number(1)));
        sql.add("group by recorded_at, sequence order by recorded_at, sequence limit ?", limit + 1)
                .add(WITH_ENTRIES);
        return Page.of(
                tables.rows(
                        sql,
                        row -> new Page.Placed(
                                line(row, scale),
                                List.of(
                                        Row.time(row, "recorded_at").toString(),
                                        Long.toString(row.getLong("sequence"))))),
                limit);
    }

    private static ObjectNode line(ResultSet row, int scale) throws SQLException {
        var line = new Row(row)
                .text("journal_entry_id", "type")
                .instant("recorded_at")
                .done();
        line.set("amounts", moved(row, scale));
        line.set(
                "balance",
                new Row(row).amount(scale, "available", "held", "deferred").done());
        line.setAll(new Row(row).text("description", "reference_id").done());
        return line;
    }

    /** What the lines add up to, by type of entry. */
    ObjectNode totals(Tables tables, int scale) throws SQLException {
        var sql = Sql.of("""
            select e.type, sum(l.available_moved) as available_moved, sum(l.held_moved) as held_moved,
                   sum(l.deferred_moved) as deferred_moved
            from (
                select recorded_at, partition, sequence,
                       coalesce(sum(amount) filter (where bucket = 'AVAILABLE'), 0) as available_moved,
                       coalesce(sum(amount) filter (where bucket = 'HELD'), 0) as held_moved,
                       coalesce(sum(amount) filter (where bucket = 'DEFERRED'), 0) as deferred_moved
                from posting\
            """);
        range(sql).add("""
            group by recorded_at, partition, sequence) l
            join entry e on e.recorded_at = l.recorded_at and e.partition = l.partition and e.sequence = l.sequence
            group by e.type order by e.type\
            """);
        var totals = JsonNodeFactory.instance.objectNode();
        tables.rows(sql, row -> totals.set(row.getString("type"), moved(row, scale)));
        return totals;
    }

    private static ObjectNode moved(ResultSet row, int scale) throws SQLException {
        var moved = JsonNodeFactory.instance.objectNode();
        for (var bucket : List.of("available", "held", "deferred")) {
            moved.put(bucket, Row.text(row.getBigDecimal(bucket + "_moved"), scale));
        }
        return moved;
    }

    private Sql range(Sql sql) {
        return sql.add("where account_id = ? and asset_id = ?", account, asset)
                .addIf(from, "and recorded_at >= ?")
                .addIf(to, "and recorded_at < ?");
    }
}
