package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.hold;
import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.value.AccountId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access in the dialect: the caller's key, and the account whose reserves a call is about. */
class DialectAccessTest {

    private static final String INVALID = "invalid_request_error";
    private static final String HOLD = "/holds/" + holdId(1);

    private static DialectCaller caller;

    @BeforeAll
    static void start() {
        var keys = new HashMap<String, Object>();
        RunningGateway.putKey(keys, 1, "reader", "r", "read");
        RunningGateway.putKey(keys, 2, "writer", "w", "write");
        caller = new DialectCaller(keys);
    }

    @AfterAll
    static void stop() {
        caller.close();
    }

    @BeforeEach
    void answer() {
        caller.ledger().forgets();
        caller.ledger().answers(new ReserveHoldFound(hold(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "Basic, r:, 200",
        "basic, r:, 200",
        "Basic, x:, 401",
        "Basic, r:password, 401",
        "Basic, r, 401",
        "Basic, ':r', 401",
        "Basic, '', 401",
    })
    void the_key_may_be_the_user_name(String scheme, String credentials, int status) {
        var encoded = Base64.getEncoder().encodeToString(credentials.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(withAuthorization(scheme + " " + encoded).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"Bearer r, 200", "Bearer x, 401", "Basic %%%, 401", "Digest r, 401"})
    void the_key_may_be_a_token(String authorization, int status) {
        assertThat(withAuthorization(authorization).statusCode()).isEqualTo(status);
    }

    @Test
    void two_different_keys_are_none() {
        var basic =
                "Basic " + Base64.getEncoder().encodeToString("w:".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(caller.get(HOLD, "X-API-Key", "r", "Authorization", basic).statusCode())
                .isEqualTo(401);
    }

    @Test
    void without_a_key_nothing_is_told_but_how_to_give_one() {
        var answer = caller.get(HOLD, "X-API-Key", "x");

        caller.refused(answer, 401, INVALID, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void questions_need_the_scope_read_and_commands_write() {
        caller.ok(caller.get(HOLD, "X-API-Key", "r"));
        caller.ok(caller.post(HOLD, "", "X-API-Key", "w"));
        caller.refused(caller.get(HOLD, "X-API-Key", "w"), 403, INVALID, "forbidden");
        caller.refused(caller.post(HOLD, "", "X-API-Key", "r"), 403, INVALID, "forbidden");
    }

    @Test
    void the_header_names_a_participant_by_its_external_id_or_its_id() {
        var byName = caller.get(HOLD, "Stripe-Account", "ann", "Stripe-Version", "2026-06-01.preview");
        var byId = caller.get(
                HOLD, "Stripe-Account", AccountId.ofParticipant("ann").toString());

        caller.ok(byName);
        caller.ok(byId);
        assertThat(byName.headers().firstValue("Stripe-Account")).hasValue("ann");
        assertThat(caller.ledger().requests())
                .allSatisfy(request -> assertThat(request.accountId()).isEqualTo(AccountId.ofParticipant("ann")));
    }

    @Test
    void an_account_that_there_is_not_is_what_the_ledger_says() {
        caller.ledger().refuses(Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an account"));

        var answer = caller.get(HOLD, "Stripe-Account", "nobody");

        caller.refused(answer, 404, INVALID, "account_not_found");
        assertThat(answer.headers().firstValue("Stripe-Account")).hasValue("nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xxxxxxxxxx"})
    void a_name_that_nobody_can_have_is_refused(String part) {
        var error = caller.refused(caller.get(HOLD, "Stripe-Account", part.repeat(26)), 400, INVALID, "invalid_field");

        assertThat(error.path("param").asText()).isEqualTo("Stripe-Account");
    }

    @Test
    void without_the_header_there_must_be_a_platform_account() {
        try (var other = new RunningGateway()) {
            var answer = other.get("/v1/reserve" + HOLD);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(other.json(answer).at("/error/param").asText()).isEqualTo("Stripe-Account");
            assertThat(other.json(answer).at("/error/message").asText())
                    .contains("Stripe-Account", "sluice.reserves.platform-account");
        }
    }

    private static HttpResponse<String> withAuthorization(String authorization) {
        return caller.gateway()
                .send(HttpRequest.newBuilder(caller.uri().resolve("/v1/reserve" + HOLD))
                        .header("Authorization", authorization)
                        .build());
    }
}
