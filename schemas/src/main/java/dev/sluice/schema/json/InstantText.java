package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.sluice.schema.value.Quoted;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Times on the wire: RFC 3339, written in UTC. The ledger's time has milliseconds; finer digits are cut off on reading.
 * Years are 0000 to 9999, as RFC 3339 has them.
 */
final class InstantText {

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Stricter than {@link Instant#parse}, which takes 24:00, leap seconds, seconds of an offset and an empty fraction. */
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):\\d\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private InstantText() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException for what is none, or is out of range
     */
    static Instant parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            throw new IllegalArgumentException("Expected an RFC 3339 time, but got " + Quoted.of(text));
        }
        try {
            var instant = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException("Expected an RFC 3339 time, but got " + Quoted.of(text), notATime);
        }
        throw new IllegalArgumentException("Expected a time of the years 0000 to 9999, but got " + Quoted.of(text));
    }

    static final class Writer extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    static final class Reader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, json);
            }
            var text = json.getText();
            try {
                return parse(text);
            } catch (IllegalArgumentException refused) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "got %s", Quoted.of(text));
            }
        }
    }
}
