package dev.sluice.gateway.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.gateway.history.HistoryDatabase.Tables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next where the next one begins; absent of the last
 */
record Page(List<ObjectNode> rows, Optional<Cursor> next) {

    Page {
        rows = List.copyOf(rows);
    }

    /** The making of pages. */
    @FunctionalInterface
    interface Maker {
        Page page(Tables tables, Optional<Cursor> after, int limit) throws SQLException;
    }

    /** A row, and the values that order its list. */
    record Placed(ObjectNode json, List<String> place) {}

    /** A page of rows of which one more was asked for than it takes, to see whether there are more. */
    static Page of(List<Placed> oneMore, int limit) {
        var rows = oneMore.stream().limit(limit).toList();
        return new Page(
                rows.stream().map(Placed::json).toList(),
                oneMore.size() > limit ? Optional.of(new Cursor(rows.getLast().place())) : Optional.empty());
    }

    static Page whole(List<ObjectNode> rows) {
        return new Page(rows, Optional.empty());
    }

    /** The text of the place to go on at. */
    Optional<String> nextCursor(Function<List<String>, String> writer) {
        return next.map(Cursor::place).map(writer);
    }
}
