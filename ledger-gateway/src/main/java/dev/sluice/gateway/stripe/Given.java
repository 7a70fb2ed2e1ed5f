package dev.sluice.gateway.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.value.Quoted;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The value of a parameter as it was given: a text of a form or a query, or any value of JSON. Each reading says what it
 * expected where the value is something else, as an {@link IllegalArgumentException}.
 */
record Given(String parameter, JsonNode value) {

    /** The last second of the year 9999, after which times have no text. */
    private static final long SECONDS_MAX = 253_402_300_799L;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern MORE_DIGITS = Pattern.compile("-?[0-9]{19,}");

    /** What a form has for "unset it": a name without a value; null in JSON is the same. */
    boolean isEmpty() {
        return value.isNull() || (value.isTextual() && value.textValue().isEmpty());
    }

    /** An amount, a number of days, a limit: digits only, so that 1.5, 1e3 and 0x10 are nobody's guess. */
    long wholeNumber() {
        var text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        if (WHOLE_NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        throw expected(
                MORE_DIGITS.matcher(text).matches()
                        ? "a whole number of at most 18 digits"
                        : "a whole number, in digits only");
    }

    int smallNumber() {
        var number = wholeNumber();
        if (number != (int) number) {
            throw expected("a smaller number");
        }
        return (int) number;
    }

    /** A time in seconds since the beginning of 1970. */
    Instant time() {
        var seconds = wholeNumber();
        if (seconds < 0 || seconds > SECONDS_MAX) {
            throw expected("a time in Unix seconds, from 0 to " + SECONDS_MAX);
        }
        return Instant.ofEpochSecond(seconds);
    }

    boolean flag() {
        return switch (value.asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected("true or false");
        };
    }

    String text() {
        if (!value.isTextual()) {
            throw expected("a text");
        }
        return value.textValue();
    }

    /** A constant by its name in lower case. */
    <E extends Enum<E>> E constant(Class<E> type) {
        var name = text();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Written.constant(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> expected("one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Written::constant)
                                .collect(Collectors.joining(", "))));
    }

    /** Texts under names; a null of JSON is an empty text, as in a form. */
    Map<String, String> texts() {
        if (!(value instanceof ObjectNode object)) {
            throw expected("texts under names, such as %s[key]=value".formatted(parameter));
        }
        var texts = new LinkedHashMap<String, String>();
        object.propertyStream()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().isNull() ? "" : textUnder(entry)));
        return texts;
    }

    private static String textUnder(Map.Entry<String, JsonNode> entry) {
        var item = new Given(entry.getKey(), entry.getValue());
        if (!item.value().isTextual()) {
            throw item.expected("a text under " + Quoted.of(entry.getKey()));
        }
        return item.text();
    }

    /** The texts of {@code expand[]=a&expand[]=b}, of {@code expand[0]=a&expand[1]=b}, or of an array. */
    List<String> list() {
        if (!(value instanceof ArrayNode) && !(value instanceof ObjectNode)) {
            throw expected("a list, such as %s[]=value".formatted(parameter));
        }
        return value.valueStream()
                .map(item -> new Given(parameter, item).text())
                .toList();
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("Expected %s, but got %s".formatted(what, inWords()));
    }

    private String inWords() {
        return switch (value.getNodeType()) {
            case STRING -> Quoted.of(value.textValue());
            case NUMBER, BOOLEAN, NULL -> Quoted.onOneLine(value.asText());
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case MISSING, BINARY, POJO -> "something else";
        };
    }
}
