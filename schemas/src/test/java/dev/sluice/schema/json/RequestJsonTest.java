package dev.sluice.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    private Request read(String text) {
        return json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private InvalidMessageException refusal(String text) {
        return catchThrowableOfType(InvalidMessageException.class, () -> read(text));
    }
}
