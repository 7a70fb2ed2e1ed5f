package dev.sluice.gateway.history;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * SQL text and the values of its question marks, which grow together, so that neither is ever without the other. Only texts of
 * this program become SQL; what a caller sends is a value.
 */
final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private Sql() {}

    static Sql of(String text, Object... values) {
        return new Sql().add(text, values);
    }

    Sql add(String more, Object... itsValues) {
        text.append(text.isEmpty() ? "" : "\n").append(more);
        values.addAll(List.of(itsValues));
        return this;
    }

    Sql add(Sql more) {
        text.append(text.isEmpty() ? "" : "\n").append(more.text);
        values.addAll(more.values);
        return this;
    }

    /** Adds a condition with one question mark where there is a value for it. */
    Sql addIf(Optional<?> value, String more) {
        value.ifPresent(there -> add(more, there));
        return this;
    }

    PreparedStatement prepared(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(text.toString());
        var place = 1;
        for (var value : values) {
            bind(connection, statement, place++, value);
        }
        return statement;
    }

    private static void bind(Connection connection, PreparedStatement statement, int place, Object value)
            throws SQLException {
        switch (value) {
            case Instant instant -> statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
            case LocalDate day -> statement.setObject(place, day);
            case UUID id -> statement.setObject(place, id);
            case BigDecimal amount -> statement.setBigDecimal(place, amount);
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case Json json -> statement.setObject(place, json.text(), Types.OTHER);
            case List<?> list -> statement.setArray(place, array(connection, list));
            case String word -> statement.setString(place, word);
            default ->
                throw new IllegalStateException("Expected a value that can be bound, but got a " + value.getClass());
        }
    }

    private static Array array(Connection connection, List<?> list) throws SQLException {
        var type = switch (list.isEmpty() ? "" : list.getFirst()) {
            case UUID id -> "uuid";
            case Instant instant -> "timestamptz";
            case Long number -> "bigint";
            case Integer number -> "smallint";
            default -> "text";
        };
        return connection.createArrayOf(
                type,
                list.stream()
                        .map(value -> value instanceof Instant instant ? Timestamp.from(instant) : value)
                        .toArray());
    }

    /** A JSON value, as text. */
    record Json(String text) {}
}
