package dev.sluice.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ReservePlanId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final IdempotencyKey KEY = new IdempotencyKey("k1");
    private static final String HOLD = """
        {"type":"hold","version":1,"account_id":"%s","idempotency_key":"k1",
         "program_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","asset_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c9",
         "description":"d","amount":"100.00"%s}\
        """;

    private final RequestJson json = new RequestJson(LedgerMapper.create());

    @Test
    void reads_and_writes_a_hold_the_same() {
        var request = read(HOLD.formatted(ANN, ""));

        var text = new String(json.write(request), StandardCharsets.UTF_8);

        assertThat(text).startsWith("{\"type\":\"hold\",\"version\":1,\"account_id\":\"" + ANN);
        assertThat(text).contains("\"amount\":\"100.00\"").doesNotContain("null");
        assertThat(json.read(json.write(request))).isEqualTo(request);
        assertThat(((Hold) request.operation()).amount()).contains(Amount.parse("100"));
    }

    @Test
    void writes_a_request_without_fields_of_its_own() {
        var request = new Request(ANN, KEY, new GetProgram());

        assertThat(json.read(json.write(request))).isEqualTo(request);
    }

    @Test
    void tells_an_absent_limit_from_a_cleared_one() {
        for (var limit : List.<Change<Amount>>of(
                new Change.Keep<>(), new Change.Clear<>(), new Change.Set<>(Amount.parse("5")))) {
            var request = new Request(ANN, KEY, new UpdateAsset(Optional.empty(), limit, Optional.empty()));

            assertThat(json.read(json.write(request))).isEqualTo(request);
        }
    }

    @Test
    void names_every_field_at_fault_and_refuses_for_the_first_in_the_documented_order() {
        var invalid = refusal(HOLD.formatted(ANN, ",\"colour\":\"red\",\"bucket\":\"SOMEWHERE\",\"earned_from\":5")
                .replace("\"100.00\"", "100")
                .replace("\"description\":\"d\",", ""));

        assertThat(invalid.toRejection().code()).isEqualTo(RejectionCode.MISSING_FIELD);
        assertThat(invalid.toRejection().errors())
                .extracting(error -> error.pointer())
                .containsExactlyInAnyOrder("#/description", "#/bucket", "#/earned_from", "#/colour", "#/amount");
        assertThat(invalid.toRejection().errors())
                .extracting(error -> error.detail())
                .containsExactlyInAnyOrder(
                        "Expected 1 to 500 characters, but it is missing",
                        "Expected one of AVAILABLE, HELD, DEFERRED, but got \"SOMEWHERE\"",
                        "Expected an RFC 3339 time such as \"2026-01-31T12:00:00Z\", but got the number 5",
                        "Expected no field of this name",
                        "Expected a decimal string such as \"100.00\", but got the number 100");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        '"500"',             'Expected a whole number, but got "500"'
        1.5,                 'Expected a whole number, but got the number 1.5'
        5e2,                 'Expected a whole number, but got the number 5E+2'
        9223372036854775808, 'Expected a whole number in the documented range, but got the number 9223372036854775808'
        0,                   'Expected 1 to 9007199254740991, but got 0'
        -5,                  'Expected 1 to 9007199254740991, but got -5'
        9007199254740992,    'Expected 1 to 9007199254740991, but got 9007199254740992'
        null,                'Expected a value, but it is missing'
        """)
    void says_what_was_expected_of_a_whole_number(String value, String detail) {
        var invalid = refusal("""
            {"type":"create_reserve_hold","version":1,"account_id":"%s","idempotency_key":"k1","smallest_units":%s,
             "asset_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c9","release_after":"2026-06-30T12:00:00Z"}\
            """.formatted(ANN, value));

        assertThat(invalid.toRejection().errors())
                .containsExactly(new Rejection.FieldError("#/smallest_units", detail));
        assertThat(invalid.toRejection().message()).isEqualTo("smallest_units: " + detail);
    }

    @Test
    void tells_absent_cleared_and_merged_metadata_apart() {
        for (var metadata : List.<Change<Map<String, String>>>of(
                new Change.Keep<>(),
                new Change.Clear<>(),
                new Change.Set<>(Map.of()),
                new Change.Set<>(Map.of("k", "")))) {
            var request = new Request(
                    ANN,
                    KEY,
                    new UpdateReservePlan(
                            ReservePlanId.parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            new Change.Keep<>(),
                            metadata));

            assertThat(json.read(json.write(request))).isEqualTo(request);
        }
    }

    private Request read(String text) {
        return json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private InvalidMessageException refusal(String text) {
        return catchThrowableOfType(InvalidMessageException.class, () -> read(text));
    }
}
