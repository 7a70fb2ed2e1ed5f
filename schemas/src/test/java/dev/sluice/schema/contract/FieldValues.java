package dev.sluice.schema.contract;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.Amount;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * For each kind of field, values as JSON text that it must take, and values that it must refuse. Each line fixes one
 * way to be wrong.
 */
final class FieldValues {

    static final List<String> BAD_AMOUNTS = List.of(
            "100",
            "0",
            "1.5",
            "true",
            "[]",
            "{}",
            "\"1e3\"",
            "\"-1\"",
            "\"-0.01\"",
            "\"0\"",
            "\"0.00\"",
            "\"-0\"",
            "\"+1\"",
            "\".5\"",
            "\"1.\"",
            "\"\"",
            "\" \"",
            "\" 1\"",
            "\"1 \"",
            "\"1\\n\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"1,000.00\"",
            "\"0x10\"",
            "\"١\"",
            "\"1.2.3\"",
            "\"--1\"",
            "\"null\"",
            quoted("1".repeat(39)),
            quoted("1".repeat(40)),
            quoted("1".repeat(38) + ".0"),
            quoted("0." + "1".repeat(38)),
            quoted("1".repeat(100_000)));
    static final List<String> GOOD_AMOUNTS = List.of(
            "\"1\"",
            "\"100.00\"",
            "\"0.000000000000000001\"",
            "\"007.50\"",
            quoted("9".repeat(38)),
            quoted("1." + "0".repeat(37)),
            quoted("1".repeat(20) + "." + "1".repeat(18)));

    private static final String UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    private static final List<String> BAD_UUIDS = List.of(
            "5",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"ann\"",
            quoted(UUID.replace("-", "")),
            quoted(UUID.substring(1)),
            quoted(UUID + "0"),
            quoted(" " + UUID),
            quoted(UUID + "\\n"),
            quoted("{" + UUID + "}"),
            quoted("urn:uuid:" + UUID),
            quoted(UUID.replace("6ba7b810", "6ba7b81g")),
            "\"1-1-1-1-1\"",
            quoted("6ba7b8109-dad-11d1-80b4-00c04fd430c8"),
            quoted("-" + UUID.substring(1)),
            quoted("+" + UUID.substring(1)),
            quoted(UUID.replace('-', '_')),
            quoted("٦" + UUID.substring(1)));
    private static final List<String> GOOD_UUIDS = List.of(
            quoted(UUID),
            quoted(UUID.toUpperCase(Locale.ROOT)),
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"");

    private static final List<String> BAD_INSTANTS = List.of(
            "5",
            "1735689600",
            "1.5",
            "true",
            "[]",
            "{}",
            "[2026,1,31]",
            "\"\"",
            "\" \"",
            "\"now\"",
            "\"1735689600\"",
            "\"2026-01-31\"",
            "\"2026-01-31T12:00:00\"",
            "\"2026-01-31T12:00Z\"",
            "\"2026-01-31 12:00:00Z\"",
            "\" 2026-01-31T12:00:00Z\"",
            "\"2026-01-31T12:00:00Z \"",
            "\"2026-01-31T12:00:00Z\\n\"",
            "\"2026-13-01T00:00:00Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2025-02-29T00:00:00Z\"",
            "\"2026-00-10T00:00:00Z\"",
            "\"2026-01-31T24:00:00Z\"",
            "\"2026-01-31T25:00:00Z\"",
            "\"2026-01-31T12:60:00Z\"",
            "\"2026-01-31T12:00:61Z\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"2026-01-31T12:00:00.Z\"",
            "\"2026-01-31T12:00:00,5Z\"",
            "\"2026-01-31T12:00:00.1234567890Z\"",
            "\"26-01-31T12:00:00Z\"",
            "\"+12026-01-31T12:00:00Z\"",
            "\"-0001-01-31T12:00:00Z\"",
            "\"2026-01-31T12:00:00+02\"",
            "\"2026-01-31T12:00:00+0200\"",
            "\"2026-01-31T12:00:00+02:00:30\"",
            "\"2026-01-31T12:00:00+19:00\"",
            "\"2026-01-31T12:00:00+18:01\"",
            "\"2026-01-31T12:00:00[UTC]\"",
            "\"2026-01-31t12:00:00z\"",
            "\"٢٠٢٦-01-31T12:00:00Z\"");
    private static final List<String> GOOD_INSTANTS = List.of(
            "\"2026-01-31T12:00:00Z\"",
            "\"2026-01-31T12:00:00.5Z\"",
            "\"2026-01-31T12:00:00.123456789Z\"",
            "\"2026-01-31T14:00:00+02:00\"",
            "\"2026-01-31T02:30:00-09:30\"",
            "\"2026-01-31T12:00:00+18:00\"",
            "\"2024-02-29T00:00:00Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999Z\"");

    private static final List<String> BAD_TEXTS = List.of("5", "0", "1.5", "true", "false", "[]", "{}", "[\"x\"]");
    private static final List<String> BAD_BOOLEANS =
            List.of("0", "1", "\"true\"", "\"\"", "\" \"", "[]", "{}", "[true]", "1.0");
    private static final List<String> BAD_INTEGERS = List.of(
            "\"5\"",
            "\"\"",
            "\" \"",
            "1.5",
            "true",
            "[]",
            "{}",
            "[5]",
            "-1",
            "2147483648",
            "-2147483649",
            "9223372036854775808",
            "1".repeat(100),
            "1e-999");
    private static final List<String> BAD_SMALLEST_UNITS = List.of(
            "\"500\"",
            "\"\"",
            "\" \"",
            "\"5.00\"",
            "0.5",
            "1.5",
            "5e-1",
            "1e-999",
            "1e999",
            "true",
            "[]",
            "{}",
            "[500]",
            "0",
            "-0",
            "-1",
            "-500",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1".repeat(100));
    private static final List<String> GOOD_SMALLEST_UNITS = List.of("1", "500", "2147483648", "9007199254740991");
    private static final List<String> BAD_METADATA = List.of(
            "5",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "[{}]",
            "{\"k\":null}",
            "{\"k\":5}",
            "{\"k\":true}",
            "{\"k\":[]}",
            "{\"k\":{}}",
            "{\"\":\"v\"}",
            "{\"%s\":\"v\"}".formatted("k".repeat(41)),
            "{\"a\":\"1\",\"k\":\"%s\"}".formatted("v".repeat(501)),
            keys(51));
    private static final List<String> GOOD_METADATA = List.of(
            "{}",
            "{\"k\":\"\"}",
            "{\"%s\":\"%s\"}".formatted("🙂".repeat(40), "🙂".repeat(500)),
            keys(50),
            "{\"a/b~c\":\"v\",\"\\u0000\":\"v\"}");
    private static final List<String> BAD_ATTRIBUTES = List.of(
            "5",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "[{}]",
            "{\"k\":null}",
            "{\"\":\"v\"}",
            "{\"%s\":\"v\"}".formatted("k".repeat(41)),
            keys(51));
    private static final List<String> GOOD_ATTRIBUTES = List.of(
            "{}",
            "{\"k\":\"\",\"n\":1.50,\"big\":1e300,\"b\":false,\"l\":[null,[]],\"o\":{\"x\":null}}",
            "{\"%s\":1}".formatted("🙂".repeat(40)),
            keys(50));
    private static final List<String> BAD_LOT_IDS = List.of(
            "5",
            "true",
            "\"\"",
            "\"x\"",
            "{}",
            "[]",
            "[null]",
            "[\"a\",null]",
            "[5]",
            "[true]",
            "[[\"a\"]]",
            "[{}]",
            "[\"a\",%s]".formatted(quoted("x".repeat(37))),
            "[\"a\\u0001\"]",
            "[\"\\u007f\"]",
            "[\"é\"]",
            items(5_001));
    private static final List<String> GOOD_LOT_IDS =
            List.of("[\"a\"]", "[\"a\",\"a\"]", "[\"\"]", "[%s]".formatted(quoted(" ~".repeat(18))), items(5_000));
    private static final List<String> BAD_MEMBERS = List.of(
            "5",
            "\"\"",
            "\"x\"",
            "{}",
            "[]",
            "[null]",
            "[5]",
            "[\"x\"]",
            "[[]]",
            "[{}]",
            members("{\"role\":\"ADMIN\"}"),
            members("{\"participant_id\":\"%s\"}".formatted(UUID)),
            members("{\"participant_id\":null,\"role\":\"ADMIN\"}"),
            members("{\"participant_id\":\"ann\",\"role\":\"ADMIN\"}"),
            members(member(1, "OWNER")),
            members(member(1, "admin")),
            members(member(1, "")),
            members(member(1, " ADMIN")),
            members(member(1, "ADMIN").replace("}", ",\"name\":\"ann\"}")),
            manyMembers(101));
    private static final List<String> GOOD_MEMBERS = List.of(
            members(member(1, "ADMIN")), members(member(1, "MEMBER") + "," + member(2, "ADMIN")), manyMembers(100));

    private FieldValues() {}

    /** A field of a request type. */
    record Field(String requestType, String name, Type type, SchemaShape schema) {

        static List<Field> of(String requestType, Class<?> operation) {
            var properties =
                    SchemaShape.at("request.json", "/$defs/" + requestType).properties();
            var fields = new ArrayList<Field>();
            for (RecordComponent component : operation.getRecordComponents()) {
                var name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
                fields.add(new Field(requestType, name, component.getGenericType(), properties.get(name)));
            }
            return fields;
        }

        boolean isRequired() {
            return !schema.isNullable();
        }

        boolean isAmount() {
            return valueType(type) == Amount.class;
        }

        /** Whether null means something else than leaving it out. */
        boolean canBeCleared() {
            return type instanceof ParameterizedType parameterized && parameterized.getRawType() == Change.class;
        }
    }

    static List<String> bad(Field field) {
        var type = valueType(field.type());
        if (type == Amount.class) {
            return BAD_AMOUNTS;
        }
        if (type == Instant.class) {
            return BAD_INSTANTS;
        }
        if (type == String.class) {
            return badTexts(field.schema());
        }
        if (type.isEnum()) {
            return badNames(type);
        }
        if (type == boolean.class || type == Boolean.class) {
            return BAD_BOOLEANS;
        }
        if (type == Integer.class) {
            return badIntegers(field.schema());
        }
        if (type == Long.class) {
            return BAD_SMALLEST_UNITS;
        }
        if (type == SourceTransaction.class) {
            return List.copyOf(SourceTransactionValues.BAD.keySet());
        }
        if (type == Map.class) {
            return field.name().equals("metadata") ? BAD_METADATA : BAD_ATTRIBUTES;
        }
        if (type == List.class) {
            return switch (field.name()) {
                case "members" -> BAD_MEMBERS;
                case "recipients" -> List.copyOf(RecipientValues.BAD.keySet());
                default -> BAD_LOT_IDS;
            };
        }
        return BAD_UUIDS;
    }

    static List<String> good(Field field) {
        var type = valueType(field.type());
        if (type == Amount.class) {
            return GOOD_AMOUNTS;
        }
        if (type == Instant.class) {
            return GOOD_INSTANTS;
        }
        if (type == String.class) {
            return goodTexts(field.schema());
        }
        if (type.isEnum()) {
            // DEFERRED goes with another field only; the test of fields that go together has it.
            return field.schema().names().stream()
                    .filter(name -> !name.equals("DEFERRED"))
                    .map(FieldValues::quoted)
                    .toList();
        }
        if (type == boolean.class || type == Boolean.class) {
            return List.of("true", "false");
        }
        if (type == Long.class) {
            return GOOD_SMALLEST_UNITS;
        }
        if (type == SourceTransaction.class) {
            return SourceTransactionValues.GOOD;
        }
        if (type == Integer.class) {
            return List.of(
                    "" + field.schema().number("minimum"), "" + field.schema().number("maximum"));
        }
        if (type == Map.class) {
            return field.name().equals("metadata") ? GOOD_METADATA : GOOD_ATTRIBUTES;
        }
        if (type == List.class) {
            return switch (field.name()) {
                case "members" -> GOOD_MEMBERS;
                case "recipients" -> RecipientValues.GOOD;
                default -> GOOD_LOT_IDS;
            };
        }
        return GOOD_UUIDS;
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    private static List<String> badTexts(SchemaShape schema) {
        var values = new ArrayList<>(BAD_TEXTS);
        if (schema.number("minLength") > 0) {
            values.add("\"\"");
        }
        if (schema.number("maxLength") > 0) {
            values.add(quoted("x".repeat(schema.number("maxLength") + 1)));
            values.add(quoted("🙂".repeat(schema.number("maxLength") + 1)));
        }
        if (isSymbol(schema)) {
            values.addAll(List.of("\"\"", "\"EURO!\"", "\"É\"", "\"A B\"", "\"PTS\\n\"", quoted("A".repeat(17))));
        }
        return values;
    }

    private static List<String> goodTexts(SchemaShape schema) {
        if (isSymbol(schema)) {
            return List.of("\"P\"", "\"pts2\"", quoted("A".repeat(16)));
        }
        var values = new ArrayList<>(List.of("\" \"", "\"x\"", "\"\\u0000\\n\\\"\""));
        if (schema.number("maxLength") > 0) {
            values.add(quoted("x".repeat(schema.number("maxLength"))));
            values.add(quoted("🙂".repeat(schema.number("maxLength"))));
        }
        if (schema.number("minLength") <= 0) {
            values.add("\"\"");
        }
        return values;
    }

    private static List<String> badIntegers(SchemaShape schema) {
        var values = new ArrayList<>(BAD_INTEGERS);
        values.add("" + (schema.number("minimum") - 1L));
        values.add("" + (schema.number("maximum") + 1L));
        return values.stream().distinct().toList();
    }

    private static boolean isSymbol(SchemaShape schema) {
        return schema.toString().contains("[A-Za-z0-9]{1,16}");
    }

    private static List<String> badNames(Class<?> type) {
        var name = type.getEnumConstants()[0].toString();
        return List.of(
                "0",
                "1",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\" \"",
                "\"0\"",
                "\"NOPE\"",
                quoted(name.toLowerCase(Locale.ROOT)),
                quoted(" " + name),
                quoted(name + " "),
                quoted(name + "\\n"),
                "[%s]".formatted(quoted(name)));
    }

    private static Class<?> valueType(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            var raw = (Class<?>) parameterized.getRawType();
            return raw == Optional.class || raw == Change.class
                    ? valueType(parameterized.getActualTypeArguments()[0])
                    : raw;
        }
        return (Class<?>) type;
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj("\"k%d\":\"v\""::formatted)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String items(int count) {
        return IntStream.range(0, count).mapToObj("\"%d\""::formatted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String member(int number, String role) {
        return "{\"participant_id\":\"00000000-0000-0000-0000-%012d\",\"role\":\"%s\"}".formatted(number, role);
    }

    private static String members(String members) {
        return "[" + members + "]";
    }

    private static String manyMembers(int count) {
        return members(IntStream.range(0, count)
                .mapToObj(number -> member(number, "ADMIN"))
                .collect(Collectors.joining(",")));
    }
}
