package dev.sluice.gateway.hostile;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values that nobody means well with, as JSON text or as plain text: extremes and one past them, wrong types, odd characters. */
public final class HostileValues {

    private static final String NINES = "9".repeat(38);

    /** Texts that are put wherever a text may stand. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "NaN",
            "Infinity",
            "-0",
            "1e9",
            "0x10",
            "1,5",
            "٣",
            "-1",
            "0.000000000000000001",
            NINES,
            NINES + "9",
            "0." + "9".repeat(37),
            "\u0000",
            "\u0001\u001f\u007f\u0085",
            "line\r\nX-Injected: yes",
            "\u2028\u2029\ufeff",
            "\u202egnirts",
            "e\u0301\u0301\u0301",
            "\ud83d\ude00".repeat(128),
            "\uffff",
            "../../etc/passwd",
            "'; drop table lots; --",
            "${jndi:ldap://nowhere}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "%00%zz%",
            "é".repeat(255),
            "é".repeat(256),
            "x".repeat(500),
            "x".repeat(501),
            "x".repeat(70_000),
            "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            "9999-12-31T23:59:59.999999999Z",
            "+1000000000-12-31T23:59:59Z",
            "-0001-01-01T00:00:00Z",
            "0000-02-30T24:00:60Z",
            "2026-01-01",
            "2026-01-01T00:00:00+18:00",
            "ACTIVE",
            "active",
            "AVAILABLE",
            "CREDIT",
            "true",
            "9223372036854775808",
            "2147483648",
            "200",
            "201");

    /** JSON that is no text. */
    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1",
            "9007199254740991",
            "9007199254740993",
            "9223372036854775808",
            "1e400",
            "-1e-400",
            "1" + "0".repeat(1_200),
            "0.1",
            "[]",
            "[null]",
            "[[]]",
            "[{}]",
            "{}",
            "{\"\":\"\"}",
            "{\"a\":{\"b\":[1,null]}}",
            "\"\\ud800\"",
            "\"\\ud800\\ud800\"",
            "NaN",
            "'x'",
            "01",
            "[".repeat(30) + "]".repeat(30),
            "{\"a\":".repeat(30) + "1" + "}".repeat(30),
            "[" + "\"x\",".repeat(5_000) + "\"x\"]",
            IntStream.range(0, 60).mapToObj(key -> "\"k" + key + "\":\"v\"").collect(Collectors.joining(",", "{", "}")),
            "{\"" + "k".repeat(41) + "\":\"" + "v".repeat(501) + "\"}",
            "{\"k\":\"a\",\"k\":\"b\"}");

    private HostileValues() {}

    public static String text(RandomGenerator chance) {
        return TEXTS.get(chance.nextInt(TEXTS.size()));
    }

    /** One of them as JSON, which may be no JSON at all. */
    public static String json(RandomGenerator chance) {
        return chance.nextInt(3) == 0 ? OTHERS.get(chance.nextInt(OTHERS.size())) : quoted(text(chance));
    }

    static String quoted(String text) {
        return text.codePoints()
                .mapToObj(point -> point < 0x20 || point == '"' || point == '\\'
                        ? "\\u%04x".formatted(point)
                        : Character.toString(point))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
