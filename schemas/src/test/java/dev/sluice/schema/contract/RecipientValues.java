package dev.sluice.schema.contract;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_AMOUNT;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.MISSING_FIELD;
import static java.util.stream.Collectors.joining;

import dev.sluice.schema.rejection.RejectionCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Values of a transfer's recipients as JSON text: those that it must take, and those that it must refuse with this code. */
final class RecipientValues {

    private static final String UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    private static final String BEN = "\"external_id\":\"ben\"";
    private static final String GOOD_ONE = "{\"amount\":\"1\"," + BEN + "}";

    static final List<String> GOOD = List.of(
            list(GOOD_ONE),
            list(GOOD_ONE + "," + GOOD_ONE),
            list(recipient("\"participant_id\":\"%s\"".formatted(UUID))),
            list(recipient("\"group_id\":\"%s\"".formatted(UUID.toUpperCase(java.util.Locale.ROOT)))),
            list(recipient("\"external_id\":null,\"group_id\":\"%s\"".formatted(UUID))),
            list(recipient("\"external_id\":\"%s\"".formatted("🙂".repeat(255)))),
            list(amount("\"%s\"".formatted("9".repeat(38)))),
            many(100));
    static final Map<String, RejectionCode> BAD = bad();

    private RecipientValues() {}

    private static Map<String, RejectionCode> bad() {
        var bad = new LinkedHashMap<String, RejectionCode>();
        for (var value : List.of("5", "\"\"", "\"ben\"", "{}", "[]", "[null]", "[5]", "[\"ben\"]", "[[]]")) {
            bad.put(value, INVALID_FIELD);
        }
        bad.put(many(101), INVALID_FIELD);
        bad.put(many(100).replace("]", ",{}]"), INVALID_FIELD);
        for (var who : List.of(
                "\"external_id\":\"\"",
                "\"external_id\":5",
                "\"external_id\":\"%s\"".formatted("x".repeat(256)),
                "\"participant_id\":\"ben\"",
                "\"participant_id\":5",
                "\"group_id\":\"%s0\"".formatted(UUID),
                BEN + ",\"participant_id\":\"%s\"".formatted(UUID),
                BEN + ",\"group_id\":\"%s\"".formatted(UUID),
                "\"participant_id\":\"%1$s\",\"group_id\":\"%1$s\"".formatted(UUID),
                BEN + ",\"account_id\":\"%s\"".formatted(UUID),
                BEN + ",\"account_kind\":\"PARTICIPANT\"",
                BEN + ",\"colour\":null")) {
            bad.put(list(recipient(who)), INVALID_FIELD);
        }
        bad.put("[{}]", MISSING_FIELD);
        bad.put(list("{\"amount\":\"1\"}"), MISSING_FIELD);
        bad.put(list(recipient("\"external_id\":null,\"group_id\":null")), MISSING_FIELD);
        bad.put(list("{" + BEN + "}"), MISSING_FIELD);
        bad.put(list(amount("null")), MISSING_FIELD);
        bad.put(list(GOOD_ONE + ",{" + BEN + "}"), MISSING_FIELD);
        FieldValues.BAD_AMOUNTS.forEach(value -> bad.put(list(amount(value)), INVALID_AMOUNT));
        return bad;
    }

    private static String recipient(String who) {
        return "{\"amount\":\"1\"," + who + "}";
    }

    private static String amount(String value) {
        return "{\"amount\":" + value + "," + BEN + "}";
    }

    private static String list(String recipients) {
        return "[" + recipients + "]";
    }

    private static String many(int count) {
        return list(IntStream.range(0, count).mapToObj(index -> GOOD_ONE).collect(joining(",")));
    }
}
