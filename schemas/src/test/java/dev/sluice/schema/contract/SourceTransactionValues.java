package dev.sluice.schema.contract;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.MISSING_FIELD;

import dev.sluice.schema.rejection.RejectionCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a debit's source transaction as JSON text: those that it must take, and those that it must refuse with this code. */
final class SourceTransactionValues {

    private static final String TYPE = "\"type\":\"REFUND\"";
    private static final String ID = "\"id\":\"refund-311\"";
    private static final String CHARGE = "\"charge\":\"charge-7001\"";

    static final List<String> GOOD = List.of(
            fields(TYPE, ID, CHARGE),
            fields(CHARGE, "\"type\":\"DISPUTE\"", ID),
            fields(TYPE, "\"id\":\" \"", CHARGE),
            fields(TYPE, "\"id\":\"%s\"".formatted("🙂".repeat(255)), CHARGE),
            fields(TYPE, ID, "\"charge\":\"%s\"".formatted("x".repeat(255))));
    static final Map<String, RejectionCode> BAD = bad();

    private SourceTransactionValues() {}

    private static Map<String, RejectionCode> bad() {
        var bad = new LinkedHashMap<String, RejectionCode>();
        for (var value : List.of("5", "true", "\"\"", "\"refund-311\"", "[]", "[{}]", list(TYPE, ID, CHARGE))) {
            bad.put(value, INVALID_FIELD);
        }
        for (var type : List.of("5", "true", "\"\"", "\"refund\"", "\" REFUND\"", "\"CHARGE\"", "[\"REFUND\"]", "{}")) {
            bad.put(fields("\"type\":" + type, ID, CHARGE), INVALID_FIELD);
        }
        for (var text : List.of("5", "true", "\"\"", "[]", "{}", "\"%s\"".formatted("x".repeat(256)))) {
            bad.put(fields(TYPE, "\"id\":" + text, CHARGE), INVALID_FIELD);
            bad.put(fields(TYPE, ID, "\"charge\":" + text), INVALID_FIELD);
        }
        bad.put(fields(TYPE, ID, CHARGE, "\"amount\":\"1\""), INVALID_FIELD);
        bad.put(fields(TYPE, ID, CHARGE, "\"colour\":null"), INVALID_FIELD);
        bad.put("{}", MISSING_FIELD);
        bad.put(fields(ID, CHARGE), MISSING_FIELD);
        bad.put(fields(TYPE, CHARGE), MISSING_FIELD);
        bad.put(fields(TYPE, ID), MISSING_FIELD);
        bad.put(fields("\"type\":null", ID, CHARGE), MISSING_FIELD);
        bad.put(fields(TYPE, "\"id\":null", CHARGE), MISSING_FIELD);
        bad.put(fields(TYPE, ID, "\"charge\":null"), MISSING_FIELD);
        bad.put(fields("\"type\":\"NOPE\"", "\"id\":\"\""), MISSING_FIELD);
        return bad;
    }

    private static String fields(String... fields) {
        return "{" + String.join(",", fields) + "}";
    }

    private static String list(String... fields) {
        return "[" + fields(fields) + "]";
    }
}
