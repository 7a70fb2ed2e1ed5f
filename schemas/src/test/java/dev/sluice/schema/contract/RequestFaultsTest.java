package dev.sluice.schema.contract;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_AMOUNT;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.MISSING_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.UNSUPPORTED_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes each golden request, breaks it in one place, and sees it refused by the records and by the JSON Schema alike. */
class RequestFaultsTest {

    private static final JsonMapper MAPPER = LedgerMapper.create();
    private static final List<String> HEADER = List.of("type", "version", "account_id", "idempotency_key");

    private final RequestJson requests = new RequestJson(MAPPER);

    @TestFactory
    Stream<DynamicNode> refuses_a_required_field_that_is_missing_or_null() {
        return each(field -> field.isRequired()
                ? Stream.of(
                        dynamicTest(
                                field.name() + " missing",
                                () -> refused(golden(field).without(field.name()), MISSING_FIELD, field.name())),
                        dynamicTest(
                                field.name() + " null",
                                () -> refused(golden(field).putNull(field.name()), MISSING_FIELD, field.name())))
                : Stream.empty());
    }

    @TestFactory
    Stream<DynamicNode> takes_an_optional_field_that_is_missing_or_null() {
        return each(field -> field.isRequired()
                ? Stream.empty()
                : Stream.of(
                        dynamicTest(
                                field.name() + " missing",
                                () -> taken(OtherFields.ableToLack(field).without(field.name()))),
                        dynamicTest(
                                field.name() + " null",
                                () -> taken(OtherFields.ableToLack(field).putNull(field.name())))));
    }

    @TestFactory
    Stream<DynamicNode> refuses_a_value_that_is_not_one_of_its_field() {
        return each(field -> FieldValues.bad(field).stream()
                .map(value -> dynamicTest(
                        named(field.name(), value),
                        () -> refused(
                                golden(field).set(field.name(), json(value)), codeOf(field, value), field.name()))));
    }

    @TestFactory
    Stream<DynamicNode> takes_every_value_that_is_one_of_its_field() {
        return each(field -> FieldValues.good(field).stream()
                .map(value -> dynamicTest(
                        named(field.name(), value),
                        () -> taken(OtherFields.freeFor(field).set(field.name(), json(value))))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void refuses_an_unknown_field(String type) {
        for (var name : List.of("colour", "Description", "accountId", "metadata.order", "", "a/b~c", "_type")) {
            refused(
                    golden(type).put(name, "x"),
                    INVALID_FIELD,
                    name.replace("~", "~0").replace("/", "~1"));
            refused(
                    golden(type).putNull(name),
                    INVALID_FIELD,
                    name.replace("~", "~0").replace("/", "~1"));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void refuses_a_frame_that_is_missing_or_null(String type) {
        for (var name : HEADER) {
            refused(golden(type).without(name), MISSING_FIELD, name);
            refused(golden(type).putNull(name), MISSING_FIELD, name);
        }
        taken(golden(type).putNull("account_kind"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        type,             5,             INVALID_FIELD
        type,             '""',          INVALID_FIELD
        type,             '"HOLD"',      INVALID_FIELD
        type,             '"adjust"',    INVALID_FIELD
        type,             '["hold"]',    INVALID_FIELD
        version,          0,             UNSUPPORTED_VERSION
        version,          2,             UNSUPPORTED_VERSION
        version,          -1,            UNSUPPORTED_VERSION
        version,          1.5,           UNSUPPORTED_VERSION
        version,          4294967297,    UNSUPPORTED_VERSION
        version,          '"1"',         UNSUPPORTED_VERSION
        version,          true,          UNSUPPORTED_VERSION
        version,          '[1]',         UNSUPPORTED_VERSION
        version,          '{}',          UNSUPPORTED_VERSION
        account_id,       5,             INVALID_FIELD
        account_id,       '"ann"',       INVALID_FIELD
        account_id,       '""',          INVALID_FIELD
        account_id,       '{}',          INVALID_FIELD
        account_kind,     '"ROBOT"',     INVALID_FIELD
        account_kind,     '"group"',     INVALID_FIELD
        account_kind,     '""',          INVALID_FIELD
        account_kind,     0,             INVALID_FIELD
        account_kind,     '["GROUP"]',   INVALID_FIELD
        idempotency_key,  5,             INVALID_FIELD
        idempotency_key,  '""',          INVALID_FIELD
        idempotency_key,  '["k"]',       INVALID_FIELD
        idempotency_key,  true,          INVALID_FIELD
        """)
    void refuses_a_frame_with_a_value_that_is_not_one_of_its_field(String name, String value, RejectionCode code) {
        refused(golden("hold").set(name, json(value)), code, name);
    }

    @Test
    void counts_the_characters_of_an_idempotency_key_and_not_its_units() {
        taken(golden("hold").put("idempotency_key", "🙂".repeat(255)));
        refused(golden("hold").put("idempotency_key", "🙂".repeat(256)), INVALID_FIELD, "idempotency_key");
        refused(golden("hold").put("idempotency_key", "k".repeat(256)), INVALID_FIELD, "idempotency_key");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        credit,  '{"bucket":"HELD","matures_at":"2027-01-01T00:00:00Z","expires_at":null}',  bucket
        credit,  '{"bucket":"DEFERRED","matures_at":null}',                                  bucket
        debit,   '{"bucket":"DEFERRED"}',                                                    bucket
        debit,   '{"bucket":"HELD","allow_negative":true}',                                  allow_negative
        debit,   '{"bucket":null,"allow_negative":true,"lot_ids":["a"]}',                    allow_negative
        debit,   '{"source_transaction":{"type":"REFUND","id":"r","charge":"c"}}',           source_transaction
        debit,   '{"bucket":null,"allow_negative":true,"earned_from":null}',                 allow_negative
        debit,   '{"bucket":null,"allow_negative":true,"earned_to":null}',                   allow_negative
        debit,   '{"bucket":null,"source_transaction":{"type":"REFUND","id":"r","charge":"c"},"earned_to":null}', source_transaction
        debit,   '{"bucket":null,"source_transaction":{"type":"REFUND","id":"r","charge":"c"},"lot_ids":["a"]}', source_transaction
        forfeit, '{"bucket":"DEFERRED"}',                                                    bucket
        capture, '{"reference_id":"order-1042"}',                                            reference_id
        put_participant, '{"status":"ARCHIVED"}',                                            status
        change_participant_status, '{"status":"ARCHIVED"}',                                  status
        create_group, '{"members":[{"participant_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","role":"MEMBER"}]}', members
        create_asset, '{"scale":19}',                                                        scale
        create_reserve_plan, '{"release_after":"2026-09-30T21:59:59Z","expires_on":null}',   days_after_charge
        create_reserve_plan, '{"release_after":"2026-09-30T21:59:59Z","days_after_charge":null}', expires_on
        list_reserve_holds,    '{"ending_before":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}',   ending_before
        list_reserve_releases, '{"ending_before":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}',   ending_before
        list_reserve_plans,    '{"starting_after":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}',  ending_before
        """)
    void refuses_fields_that_do_not_go_together(String type, String changes, String field) {
        refused(changed(type, changes), INVALID_FIELD, field);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        credit,  '{"bucket":"HELD","matures_at":null}'
        credit,  '{"bucket":"DEFERRED","matures_at":"2026-06-01T00:00:00Z"}'
        credit,  '{"bucket":null,"matures_at":"2026-06-01T00:00:00Z"}'
        debit,   '{"bucket":"HELD","allow_negative":null,"lot_ids":["a"]}'
        debit,   '{"bucket":"AVAILABLE","allow_negative":true,"earned_from":null,"earned_to":null}'
        debit,   '{"bucket":null,"allow_negative":true,"lot_ids":null,"earned_from":null,"earned_to":null}'
        hold,    '{"earned_from":"2026-01-01T00:00:00Z","earned_to":"2026-01-01T00:00:00Z"}'
        debit,   '{"bucket":null,"allow_negative":true,"earned_from":null,"earned_to":null,"source_transaction":{"type":"DISPUTE","id":"d","charge":"c"}}'
        debit,   '{"bucket":"AVAILABLE","lot_ids":null,"earned_from":null,"earned_to":null,"source_transaction":{"type":"REFUND","id":"r","charge":"c"}}'
        debit,   '{"source_transaction":null,"lot_ids":["a"]}'
        capture, '{"hold_id":null,"reference_id":"order-1042","amount":null}'
        create_reserve_plan, '{"release_after":"2026-09-30T21:59:59Z","days_after_charge":null,"expires_on":null}'
        create_reserve_plan, '{"release_after":null,"expires_on":null,"asset_id":null}'
        update_reserve_plan, '{"release_after":"2026-09-30T21:59:59Z","days_after_charge":null}'
        list_reserve_holds,  '{"starting_after":null,"ending_before":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}'
        """)
    void takes_fields_that_go_together(String type, String changes) {
        taken(changed(type, changes));
    }

    @Test
    void refuses_a_capture_that_names_no_hold() {
        refused(golden("capture").without("hold_id"), MISSING_FIELD, "hold_id");
        refused(golden("capture").putNull("hold_id"), MISSING_FIELD, "hold_id");
    }

    @Test
    void refuses_a_reserve_plan_that_says_no_time() {
        refused(golden("create_reserve_plan").without("days_after_charge"), MISSING_FIELD, "release_after");
        refused(golden("create_reserve_plan").putNull("days_after_charge"), MISSING_FIELD, "release_after");
    }

    /** What JSON Schema has no words for; the descriptions of the schema say it. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        hold,    '{"earned_from":"2026-02-01T00:00:00Z","earned_to":"2026-01-31T23:59:59.999Z"}',        earned_to
        debit,   '{"earned_from":"2026-02-01T00:00:00Z"}',   earned_to
        release, '{"earned_from":"2026-02-01T00:00:00Z","earned_to":"2026-02-01T01:00:00+02:00"}',       earned_to
        forfeit, '{"earned_from":"2026-02-01T00:00:00Z","earned_to":"2026-01-31T23:59:59.999Z"}',        earned_to
        credit,  '{"matures_at":"2027-01-01T00:00:00Z","expires_at":"2027-01-01T00:00:00Z","bucket":null}', expires_at
        credit,  '{"expires_at":"9999-12-31T23:59:59-01:00"}',                                          expires_at
        credit,  '{"earned_at":"0000-01-01T00:00:00+00:01"}',                                           earned_at
        add_group_members, '{"members":[{"participant_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","role":"MEMBER"},{"participant_id":"6BA7B810-9dad-11d1-80b4-00c04fd430c8","role":"ADMIN"}]}', members
        """)
    void refuses_what_only_the_records_can_see(String type, String changes, String field) {
        var request = changed(type, changes);

        assertRefused(request.toString(), INVALID_FIELD, field);
        assertThat(JsonSchemas.faults("request", request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "list_lots, 20, 20.0, limit, INVALID_FIELD",
        "create_asset, 2, 2.0, scale, INVALID_FIELD",
        "create_reserve_hold, 4000, 4000.0, smallest_units, INVALID_FIELD",
        "create_reserve_hold, 4000, 4e3, smallest_units, INVALID_FIELD",
        "create_reserve_release, 1500, 1500.00, smallest_units, INVALID_FIELD",
        "create_reserve_plan, 10, 10.0, percent, INVALID_FIELD",
        "create_reserve_plan, 30, 3e1, days_after_charge, INVALID_FIELD"
    })
    void refuses_a_whole_number_with_a_decimal_point_or_an_exponent(
            String type, String whole, String decimal, String field, RejectionCode code) {
        var text = golden(type).toString().replace("\"" + field + "\":" + whole, "\"" + field + "\":" + decimal);

        assertRefused(text, code, field);
        assertRefused(
                golden("hold").toString().replace("\"version\":1", "\"version\":1.0"), UNSUPPORTED_VERSION, "version");
    }

    private Stream<DynamicNode> each(Function<FieldValues.Field, Stream<? extends DynamicNode>> tests) {
        return OperationTypes.all().entrySet().stream()
                .map(type -> dynamicContainer(
                        type.getKey(),
                        FieldValues.Field.of(type.getKey(), type.getValue()).stream()
                                .flatMap(tests)));
    }

    private void taken(JsonNode request) {
        requests.read(request.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(JsonSchemas.faults("request", request)).isEmpty();
    }

    private void refused(JsonNode request, RejectionCode code, String field) {
        assertRefused(request.toString(), code, field);
        assertThat(JsonSchemas.faults("request", request))
                .as("faults found by the JSON Schema")
                .isNotEmpty();
    }

    private void assertRefused(String request, RejectionCode code, String field) {
        var refusal = catchThrowableOfType(
                InvalidMessageException.class, () -> requests.read(request.getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.toRejection().code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.toRejection().errors())
                .as("faults at #/%s", field)
                .isNotEmpty()
                .allMatch(error ->
                        error.pointer().equals("#/" + field) || error.pointer().startsWith("#/" + field + "/"))
                .allMatch(error ->
                        error.detail().startsWith("Expected ") && error.detail().length() < 250);
    }

    private static RejectionCode codeOf(FieldValues.Field field, String value) {
        if (field.isAmount()) {
            return INVALID_AMOUNT;
        }
        if (field.name().equals("recipients")) {
            return RecipientValues.BAD.get(value);
        }
        if (field.name().equals("source_transaction")) {
            return SourceTransactionValues.BAD.get(value);
        }
        var isIncomplete = field.name().equals("members")
                && value.startsWith("[{")
                && (!value.contains("role") || !value.contains("participant_id") || value.contains("null"));
        return isIncomplete ? MISSING_FIELD : INVALID_FIELD;
    }

    private static ObjectNode changed(String type, String changes) {
        var request = golden(type);
        request.setAll((ObjectNode) json(changes));
        return request;
    }

    private static ObjectNode golden(FieldValues.Field field) {
        return golden(field.requestType());
    }

    private static ObjectNode golden(String type) {
        return Golden.of("request", type).json();
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String named(String field, String value) {
        return field + " " + (value.length() > 60 ? value.substring(0, 60) + "… (" + value.length() + ")" : value);
    }

    private static Stream<String> types() {
        return OperationTypes.all().keySet().stream();
    }
}
