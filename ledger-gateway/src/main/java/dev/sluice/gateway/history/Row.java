package dev.sluice.gateway.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.LedgerMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the tables on its way to a JSON object: what is null there is absent here. */
final class Row {

    private static final JsonMapper MAPPER = LedgerMapper.create();

    private final ResultSet row;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    Row(ResultSet row) {
        this.row = row;
    }

    Row text(String... columns) throws SQLException {
        for (var column : columns) {
            put(column, row.getString(column));
        }
        return this;
    }

    Row put(String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
        return this;
    }

    Row number(String column) throws SQLException {
        json.put(column, row.getLong(column));
        return this;
    }

    Row instant(String... columns) throws SQLException {
        for (var column : columns) {
            var time = row.getObject(column, OffsetDateTime.class);
            if (time != null) {
                json.put(column, time.toInstant().toString());
            }
        }
        return this;
    }

    /** An amount as the asset of this scale writes it. */
    Row amount(int scale, String... columns) throws SQLException {
        for (var column : columns) {
            var value = row.getBigDecimal(column);
            if (value != null) {
                json.put(column, text(value, scale));
            }
        }
        return this;
    }

    /** A column of JSON, as it is. */
    Row json(String... columns) throws SQLException {
        for (var column : columns) {
            var text = row.getString(column);
            if (text != null) {
                json.set(column, parse(text));
            }
        }
        return this;
    }

    ObjectNode done() {
        return json;
    }

    static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Never fewer decimals than the amount has, whatever the scale. */
    static String text(BigDecimal value, int scale) {
        var stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.setScale(Math.max(stripped.scale(), scale)).toPlainString();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected JSON in a column of JSON", e);
        }
    }

    static String write(Map<String, String> values) {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts can be written", e);
        }
    }
}
