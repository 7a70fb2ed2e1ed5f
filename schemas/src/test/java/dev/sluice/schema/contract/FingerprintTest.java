package dev.sluice.schema.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.Fingerprint;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.request.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One meaning has one hash, however it is written; another meaning has another, wherever it differs. */
class FingerprintTest {

    private final JsonMapper mapper = LedgerMapper.create();
    private final RequestJson requests = new RequestJson(mapper);
    private final Fingerprint fingerprint = new Fingerprint();

    @ParameterizedTest
    @MethodSource("types")
    void the_order_of_fields_makes_no_difference(String type) {
        assertThat(of(backwards(golden(type)).toString()))
                .isEqualTo(of(golden(type).toString()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void white_space_makes_no_difference(String type) {
        var golden = Golden.of("request", type);

        assertThat(of(golden.text().replace("\n", "\r\n\t "))).isEqualTo(of(golden.compact()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void null_is_the_same_as_absent(String type) {
        for (var field : FieldValues.Field.of(type, OperationTypes.all().get(type))) {
            // Clearing what can be cleared is another meaning than keeping it.
            if (!field.isRequired() && !field.canBeCleared()) {
                var golden = OtherFields.ableToLack(field);
                assertThat(of(golden.deepCopy().putNull(field.name()).toString()))
                        .as(field.name())
                        .isEqualTo(of(golden.without(field.name()).toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        hold            | "amount":"30.00"                       | "amount":"30"
        hold            | "amount":"30.00"                       | "amount":"030.0000"
        hold            | "earned_from":"2026-01-01T00:00:00Z"   | "earned_from":"2026-01-01T00:00:00.000999999Z"
        hold            | "earned_from":"2026-01-01T00:00:00Z"   | "earned_from":"2026-01-01T02:00:00+02:00"
        hold            | "asset_id":"f4                         | "asset_id":"F4
        hold            | "version":1,                           | "version":1,"account_kind":"PARTICIPANT",
        credit          | {"channel":"web","order":"0977"}       | {"order":"0977","channel":"web"}
        credit          | "Points for order 0977"                | "\\u0050oints for order 0977"
        debit           | "allow_negative":false,                | "allow_negative":null,
        release         | "metadata":{}                          | "metadata":null
        create_reserve_hold | "release_after":"2026-06-30T12:00:00Z" | "release_after":"2026-06-30T14:00:00+02:00"
        update_reserve_hold | {"agreed_with":"dana","case":""}   | {"case":"","agreed_with":"dana"}
        create_reserve_plan | "percent":10,                      | "percent":10,"release_after":null,
        put_participant | {"newsletter":true,"shops":["north","harbour"],"tier":"gold"} | {"tier":"gold","shops":["north","harbour"],"newsletter":true}
        """)
    void another_text_of_the_same_meaning_makes_no_difference(String type, String text, String other) {
        var golden = golden(type).toString();

        assertThat(golden).contains(text);
        assertThat(of(golden.replace(text, other))).isEqualTo(of(golden));
    }

    @TestFactory
    Stream<DynamicNode> any_field_that_changes_makes_a_difference() {
        return OperationTypes.all().entrySet().stream()
                .map(type -> dynamicContainer(
                        type.getKey(),
                        FieldValues.Field.of(type.getKey(), type.getValue()).stream()
                                .map(field -> dynamicTest(field.name(), () -> assertEachChangeIsSeen(field)))));
    }

    private void assertEachChangeIsSeen(FieldValues.Field field) throws IOException {
        var before = OtherFields.freeFor(field);
        var changes = new ArrayList<Operation>();
        for (var value : others(field)) {
            var after = before.deepCopy();
            after.set(field.name(), value);
            read(after)
                    .filter(operation -> !operation.equals(read(before).orElseThrow()))
                    .ifPresent(changes::add);
        }
        read(before.deepCopy().without(field.name()))
                .filter(operation -> !operation.equals(read(before).orElseThrow()))
                .ifPresent(changes::add);

        assertThat(changes).as("readable changes").isNotEmpty();
        assertThat(changes)
                .allSatisfy(operation ->
                        assertThat(hex(operation)).isNotEqualTo(hex(read(before).orElseThrow())));
        assertThat(changes.stream().distinct().map(this::hex)).doesNotHaveDuplicates();
    }

    /** Values that the field takes, a changed one of its own kind among them. */
    private List<JsonNode> others(FieldValues.Field field) throws IOException {
        var values = new ArrayList<JsonNode>();
        for (var value : FieldValues.good(field)) {
            values.add(mapper.readTree(value));
        }
        var own = golden(field.requestType()).path(field.name());
        if (own.isTextual()) {
            values.add(mapper.getNodeFactory().textNode(own.textValue() + "0"));
        }
        if (own.isObject()) {
            values.add(((ObjectNode) own.deepCopy()).put("more", "1"));
        }
        return values;
    }

    @Test
    void questions_and_commands_without_fields_are_told_apart_by_their_type() {
        assertThat(OperationTypes.all().keySet().stream()
                        .map(type -> of(golden(type).toString()))
                        .distinct())
                .hasSize(OperationTypes.all().size());
    }

    @Test
    void keeping_clearing_and_setting_a_limit_are_three_meanings() {
        var kept = golden("update_asset").without("max_transaction_amount");
        var cleared = golden("update_asset").putNull("max_transaction_amount");
        var set = golden("update_asset").put("max_transaction_amount", "5");

        assertThat(Stream.of(kept, cleared, set).map(request -> of(request.toString())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        update_reserve_hold,    metadata
        update_reserve_release, metadata
        update_reserve_plan,    metadata
        """)
    void keeping_clearing_and_merging_nothing_into_metadata_are_three_meanings(String type, String field) {
        var kept = golden(type).without(field);
        var cleared = golden(type).putNull(field);
        var merged = golden(type);
        merged.putObject(field);

        assertThat(Stream.of(kept, cleared, merged).map(request -> of(request.toString())))
                .doesNotHaveDuplicates();
    }

    @Test
    void keeping_clearing_and_setting_the_end_of_a_plan_are_three_meanings() {
        var kept = golden("update_reserve_plan").without("expires_on");
        var cleared = golden("update_reserve_plan").putNull("expires_on");
        var set = golden("update_reserve_plan").put("expires_on", "2026-12-31T00:00:00Z");

        assertThat(Stream.of(kept, cleared, set).map(request -> of(request.toString())))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_credit_of_a_charge_means_something_else_than_one_of_another_charge_or_of_none() {
        var none = golden("credit");
        var one = golden("credit").put("source_charge", "charge-7001");
        var another = golden("credit").put("source_charge", "charge-7002");

        assertThat(Stream.of(none, one, another).map(request -> of(request.toString())))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_account_and_the_key_are_no_part_of_the_meaning() {
        assertThat(of(golden("hold").put("idempotency_key", "another").toString()))
                .isEqualTo(of(golden("hold").toString()));
    }

    /** Remembered hashes outlive a release: another value here would make conflicts of repeats. */
    @Test
    void never_changes_from_release_to_release() {
        assertThat(of(golden("hold").toString())).isEqualTo("77a4dd4458daad5fbf6f42f53ee4d94a");
        assertThat(of(golden("put_participant").toString())).isEqualTo("e8874f993fa2316687c30102f4b58000");
    }

    private String of(String request) {
        return hex(requests.read(request.getBytes(StandardCharsets.UTF_8)).operation());
    }

    private String hex(Operation operation) {
        return HexFormat.of().formatHex(fingerprint.of(operation));
    }

    private Optional<Operation> read(JsonNode request) {
        try {
            return Optional.of(requests.read(request.toString().getBytes(StandardCharsets.UTF_8))
                    .operation());
        } catch (InvalidMessageException contradictory) {
            return Optional.empty();
        }
    }

    private static ObjectNode backwards(ObjectNode fields) {
        var names = new ArrayList<String>();
        fields.fieldNames().forEachRemaining(names::add);
        var backwards = fields.objectNode();
        names.reversed().forEach(name -> {
            var value = fields.get(name);
            backwards.set(name, value instanceof ObjectNode object ? backwards(object) : value);
        });
        return backwards;
    }

    private static ObjectNode golden(String type) {
        return Golden.of("request", type).json();
    }

    private static Stream<String> types() {
        return OperationTypes.all().keySet().stream();
    }
}
