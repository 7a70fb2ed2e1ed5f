package dev.sluice.schema.json;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_AMOUNT;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.MISSING_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.UNSUPPORTED_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With several faults at once, the first code of the documented order names the refusal, and every field is listed. */
class FaultOrderTest {

    private final RequestJson json = new RequestJson(LedgerMapper.create());

    @Test
    void a_missing_field_goes_before_all_other_faults() {
        var fields = hold();
        fields.remove("description");
        fields.put("amount", "\"-1\"");
        fields.put("bucket", "\"NOPE\"");
        fields.put("version", "2");
        fields.put("colour", "1");

        assertRefused(fields, MISSING_FIELD, "#/description", "#/bucket", "#/colour", "#/amount", "#/version");
    }

    @Test
    void an_invalid_field_goes_before_an_invalid_amount() {
        var fields = hold();
        fields.put("amount", "100");
        fields.put("asset_id", "\"PTS\"");

        assertRefused(fields, INVALID_FIELD, "#/asset_id", "#/amount");
    }

    @Test
    void an_invalid_amount_goes_before_an_unsupported_version() {
        var fields = hold();
        fields.put("version", "\"1\"");
        fields.put("amount", "\"0\"");

        assertRefused(fields, INVALID_AMOUNT, "#/amount", "#/version");
    }

    @Test
    void an_unsupported_version_stands_alone() {
        var fields = hold();
        fields.put("version", "2");

        assertRefused(fields, UNSUPPORTED_VERSION, "#/version");
    }

    @Test
    void without_a_type_only_the_frame_is_judged() {
        var fields = hold();
        fields.put("type", "\"dance\"");
        fields.remove("idempotency_key");
        fields.put("amount", "100");

        assertRefused(fields, MISSING_FIELD, "#/idempotency_key", "#/type");
    }

    @Test
    void faults_of_the_frame_and_of_the_body_are_listed_together() {
        var fields = hold();
        fields.put("account_id", "\"ann\"");
        fields.put("account_kind", "\"ROBOT\"");
        fields.put("lot_ids", "[]");
        fields.put("metadata", "{\"k\":5}");

        assertRefused(fields, INVALID_FIELD, "#/account_id", "#/account_kind", "#/lot_ids", "#/metadata/k");
    }

    @Test
    void faults_that_the_reader_and_the_constructor_see_are_listed_together() {
        var fields = hold();
        fields.put("description", "\"\"");
        fields.put("reference_id", "\"\"");
        fields.put("metadata", "{\"a/b~c\":\"%s\"}".formatted("v".repeat(501)));
        fields.put("expires_at", "\"soon\"");
        fields.put("earned_from", "\"2026-02-01T00:00:00Z\"");
        fields.put("earned_to", "\"2026-01-01T00:00:00Z\"");

        assertRefused(
                fields,
                INVALID_FIELD,
                "#/description",
                "#/reference_id",
                "#/metadata/a~1b~0c",
                "#/expires_at",
                "#/earned_to");
    }

    @Test
    void every_element_at_fault_has_its_own_pointer() {
        var fields = hold();
        fields.put("type", "\"add_group_members\"");
        for (var name : List.of("program_id", "asset_id", "description", "amount")) {
            fields.remove(name);
        }
        fields.put(
                "members",
                "[{\"participant_id\":\"%s\",\"role\":\"ADMIN\"},{\"role\":\"ADMIN\"}]"
                        .formatted(AccountId.ofParticipant("ann")));

        assertRefused(fields, MISSING_FIELD, "#/members/1/participant_id");
    }

    @Test
    void every_fault_of_an_object_within_has_its_own_pointer_and_a_missing_field_goes_first() {
        var fields = hold();
        fields.put("type", "\"debit\"");
        fields.put("source_transaction", "{\"type\":\"NOPE\",\"id\":\"\",\"colour\":1}");

        assertRefused(
                fields,
                MISSING_FIELD,
                "#/source_transaction/charge",
                "#/source_transaction/type",
                "#/source_transaction/id",
                "#/source_transaction/colour");
    }

    @Test
    void a_plan_is_told_of_all_its_faults_and_not_of_those_that_follow_from_them() {
        var fields = plan();
        fields.remove("percent");
        fields.put("days_after_charge", "\"30\"");
        fields.put("expires_on", "\"2026-12-31T00:00:00Z\"");
        fields.put("colour", "1");

        assertRefused(fields, MISSING_FIELD, "#/percent", "#/days_after_charge", "#/colour");
    }

    @Test
    void a_number_that_is_too_large_is_listed_beside_the_other_faults() {
        var fields = plan();
        fields.put("type", "\"create_reserve_hold\"");
        fields.remove("percent");
        fields.put("smallest_units", "9223372036854775808");
        fields.put("release_after", "5");
        fields.put("source_type", "\"card\"");

        assertRefused(fields, MISSING_FIELD, "#/asset_id", "#/smallest_units", "#/release_after", "#/source_type");
    }

    @Test
    void the_message_is_that_of_the_first_fault_and_names_its_field() {
        var fields = hold();
        fields.put("amount", "\"-1\"");
        fields.put("version", "7");

        assertThat(refusal(fields).message()).isEqualTo("amount: Expected a positive amount, but got -1");
    }

    private void assertRefused(Map<String, String> fields, RejectionCode code, String... pointers) {
        var backwards = new LinkedHashMap<String, String>();
        new ArrayList<>(fields.keySet()).reversed().forEach(name -> backwards.put(name, fields.get(name)));

        for (var order : List.of(fields, backwards)) {
            var refusal = refusal(order);
            assertThat(refusal.code()).as(order.toString()).isEqualTo(code);
            assertThat(refusal.errors())
                    .extracting(Rejection.FieldError::pointer)
                    .containsExactlyInAnyOrder(pointers);
        }
    }

    private Rejection refusal(Map<String, String> fields) {
        var text = new StringBuilder("{");
        fields.forEach((name, value) -> text.append(text.length() > 1 ? ",\"" : "\"")
                .append(name)
                .append("\":")
                .append(value));
        var value = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(InvalidMessageException.class, () -> json.read(value))
                .toRejection();
    }

    private static Map<String, String> plan() {
        var fields = frame("create_reserve_plan");
        fields.put("percent", "10");
        return fields;
    }

    private static Map<String, String> frame(String type) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("type", "\"" + type + "\"");
        fields.put("version", "1");
        fields.put("account_id", "\"" + AccountId.ofParticipant("ann") + "\"");
        fields.put("idempotency_key", "\"k1\"");
        return fields;
    }

    private static Map<String, String> hold() {
        var fields = frame("hold");
        fields.put("program_id", "\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\"");
        fields.put("asset_id", "\"6ba7b810-9dad-11d1-80b4-00c04fd430c9\"");
        fields.put("description", "\"d\"");
        fields.put("amount", "\"100.00\"");
        return fields;
    }
}
