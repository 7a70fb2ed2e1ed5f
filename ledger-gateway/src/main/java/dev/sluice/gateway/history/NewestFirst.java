package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.RowReader;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The paging of a list of things by when they were made, and by their ids where that is the same. */
final class NewestFirst {

    private NewestFirst() {}

    /** The columns that order the list. */
    record Order(String time, String id) {}

    /** Continues a select, whose text ends in a condition; it must give the column of time, and the id as {@code id}. */
    static Page page(
            Tables tables, Sql select, Order order, Optional<Cursor> after, int limit, RowReader<ObjectNode> reader)
            throws SQLException {
        // The select is asked again for the next page.
        var sql = Sql.of("").add(select);
        var both = "(" + order.time() + ", " + order.id() + ")";
        after.ifPresent(last -> sql.add("and " + both + " < (?, ?)", last.instant(0), last.id(1)));
        sql.add("order by " + order.time() + " desc, " + order.id() + " desc limit ?", limit + 1);
        return Page.of(
                tables.rows(
                        sql,
                        row -> new Page.Placed(
                                reader.read(row),
                                List.of(
                                        Row.time(row, order.time()).toString(),
                                        Row.id(row, "id").toString()))),
                limit);
    }

    /** A pattern for {@code ilike} that finds this text anywhere, and whose own signs mean themselves. */
    static String containing(String text) {
        return "%" + text.replaceAll("([%_\\\\])", "\\\\$1") + "%";
    }
}
