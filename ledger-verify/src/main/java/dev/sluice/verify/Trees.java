package dev.sluice.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The reading of JSON as trees, and of the values in them. */
public final class Trees {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int UUID_LENGTH = 36;
    private static final int DIGITS_MAX = 38;

    private Trees() {}

    /** A value that is not what it must be. */
    public static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String expected;
        private final String found;

        public UnreadableException(String expected, String found) {
            super("Expected %s, but got %s".formatted(expected, found));
            this.expected = expected;
            this.found = found;
        }

        public String expected() {
            return expected;
        }

        public String found() {
            return found;
        }
    }

    public static JsonNode object(byte @Nullable [] json) throws UnreadableException {
        try {
            var tree = json == null ? null : MAPPER.readTree(json);
            if (tree == null || !tree.isObject()) {
                throw new UnreadableException("a JSON object", tree == null ? "nothing" : "another JSON value");
            }
            return tree;
        } catch (JsonProcessingException broken) {
            throw new UnreadableException("a JSON object", broken.getOriginalMessage());
        } catch (IOException broken) {
            throw new UnreadableException("a JSON object", String.valueOf(broken.getMessage()));
        }
    }

    public static Optional<String> optionalText(JsonNode object, String field) {
        var value = object.path(field);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    public static String text(JsonNode object, String field) throws UnreadableException {
        var value = object.path(field);
        if (!value.isTextual()) {
            throw new UnreadableException("a text in " + field, describe(value));
        }
        return value.textValue();
    }

    public static Optional<UUID> optionalId(JsonNode object, String field) throws UnreadableException {
        return object.hasNonNull(field) ? Optional.of(id(object, field)) : Optional.empty();
    }

    public static UUID id(JsonNode object, String field) throws UnreadableException {
        return id(text(object, field));
    }

    public static UUID id(String text) throws UnreadableException {
        try {
            var id = UUID.fromString(text);
            if (text.length() == UUID_LENGTH && id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException noId) {
            // Told below.
        }
        throw new UnreadableException("a UUID in lower case", text);
    }

    public static BigDecimal amount(JsonNode object, String field) throws UnreadableException {
        var text = text(object, field);
        try {
            var amount = new BigDecimal(text);
            if (amount.toPlainString().equals(text) && amount.precision() <= DIGITS_MAX) {
                return amount;
            }
        } catch (NumberFormatException noAmount) {
            // Told below.
        }
        throw new UnreadableException("a plain decimal of at most 38 digits in " + field, text);
    }

    public static Optional<Long> optionalTime(JsonNode object, String field) throws UnreadableException {
        return object.hasNonNull(field) ? Optional.of(time(object, field)) : Optional.empty();
    }

    /** Milliseconds since 1970: finer digits are cut off. */
    public static long time(JsonNode object, String field) throws UnreadableException {
        var text = text(object, field);
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException noTime) {
            throw new UnreadableException("a time of RFC 3339 in " + field, text);
        }
    }

    private static String describe(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
