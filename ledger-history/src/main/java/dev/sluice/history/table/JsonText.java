package dev.sluice.history.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.List;

/**
 * The contract's things as JSON that PostgreSQL takes: its jsonb knows no NUL character and no number of a hundred thousand
 * digits, and a caller may have sent either.
 */
public final class JsonText {

    private static final int NUMBER_SCALE_MAX = 1_000;
    private static final TypeReference<List<Fact>> FACTS = new TypeReference<>() {};

    private final JsonMapper mapper;

    public JsonText() {
        mapper = LedgerMapper.create()
                .rebuild()
                .addModule(new SimpleModule("jsonb").addSerializer(BigDecimal.class, new BoundedNumber()))
                .build();
        mapper.getFactory().setCharacterEscapes(new NoNul());
    }

    public String of(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was read can be written", impossible);
        }
    }

    /** The facts, each with its type. */
    public String ofFacts(List<Fact> facts) {
        try {
            return mapper.writerFor(FACTS).writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was read can be written", impossible);
        }
    }

    /** A number of so many digits becomes a text of what was sent. */
    private static final class BoundedNumber extends StdScalarSerializer<BigDecimal> {
        @Serial
        private static final long serialVersionUID = 1L;

        BoundedNumber() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Math.abs((long) value.scale()) > NUMBER_SCALE_MAX) {
                json.writeString(value.toString());
            } else {
                json.writeNumber(value);
            }
        }
    }

    private static final class NoNul extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int[] escapes = standardAsciiEscapesForJSON();

        NoNul() {
            escapes[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString("\uFFFD");
        }
    }
}
