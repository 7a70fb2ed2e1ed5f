package dev.sluice.history.table;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The rows of a batch, by table: written in a few statements, however many there are. No key comes twice in a table. */
public final class TableRows {

    private static final int COPY_BYTES = 1 << 18;

    private final Map<HistoryTable, List<@Nullable String[]>> rows = new EnumMap<>(HistoryTable.class);

    /**
     * Adds a row.
     *
     * @param values in the order of the columns; Optional where one may be absent
     */
    public void add(HistoryTable table, Object... values) {
        if (values.length != table.width()) {
            throw new IllegalArgumentException(
                    "Expected %d values for %s, but got %d".formatted(table.width(), table, values.length));
        }
        var texts = new @Nullable String[values.length];
        for (var column = 0; column < values.length; column++) {
            texts[column] = SqlText.of(values[column]);
        }
        rows.computeIfAbsent(table, none -> new ArrayList<>()).add(texts);
    }

    /** Writes all, within the transaction of this connection. */
    public void write(Connection connection) throws SQLException {
        for (var table : rows.entrySet()) {
            if (table.getKey().onlyGrows()) {
                copy(connection, table.getKey(), table.getValue());
            } else {
                upsert(connection, table.getKey(), table.getValue());
            }
        }
    }

    private static void copy(Connection connection, HistoryTable table, List<@Nullable String[]> rows)
            throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copySql());
        try {
            var text = new StringBuilder();
            for (var row : rows) {
                appendLine(text, row);
                if (text.length() > COPY_BYTES) {
                    send(copy, text);
                }
            }
            send(copy, text);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, StringBuilder text) throws SQLException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private static void appendLine(StringBuilder text, @Nullable String[] row) {
        for (var column = 0; column < row.length; column++) {
            if (column > 0) {
                text.append('\t');
            }
            var value = row[column];
            if (value == null) {
                text.append("\\N");
            } else {
                appendEscaped(text, value);
            }
        }
        text.append('\n');
    }

    private static void appendEscaped(StringBuilder text, String value) {
        if (isPlain(value)) {
            text.append(value);
            return;
        }
        for (var at = 0; at < value.length(); at++) {
            var character = value.charAt(at);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(character);
            }
        }
    }

    /** Most values are ids, numbers and times, which are copied as a whole. */
    private static boolean isPlain(String value) {
        for (var at = 0; at < value.length(); at++) {
            var character = value.charAt(at);
            if (character == '\\' || character == '\t' || character == '\n' || character == '\r') {
                return false;
            }
        }
        return true;
    }

    private static void upsert(Connection connection, HistoryTable table, List<@Nullable String[]> rows)
            throws SQLException {
        try (var statement = connection.prepareStatement(table.upsertSql())) {
            for (var column = 0; column < table.width(); column++) {
                var values = new @Nullable String[rows.size()];
                for (var row = 0; row < values.length; row++) {
                    values[row] = rows.get(row)[column];
                }
                statement.setArray(column + 1, connection.createArrayOf("text", values));
            }
            statement.executeUpdate();
        }
    }
}
