package dev.sluice.gateway.stripe;

import static dev.sluice.gateway.stripe.ReserveRows.hold;
import static dev.sluice.gateway.stripe.ReserveRows.holdId;
import static dev.sluice.gateway.stripe.ReserveRows.planId;
import static dev.sluice.gateway.stripe.ReserveRows.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.ReserveHoldFound;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Refusals in the dialect: whoever refuses, it is told in the envelope, by the caller's own names. */
class DialectErrorsTest {

    private static final String INVALID = "invalid_request_error";
    private static final String HOLD = "amount=10000&currency=usd&release_schedule[release_after]=1798761600";

    private static DialectCaller caller;

    @BeforeAll
    static void start() {
        caller = new DialectCaller();
    }

    @AfterAll
    static void stop() {
        caller.close();
    }

    @BeforeEach
    void forget() {
        caller.ledger().forgets();
    }

    @ParameterizedTest
    @CsvSource({
        "currency=usd&release_schedule[release_after]=1798761600, missing_field, amount",
        "amount=1&release_schedule[release_after]=1798761600, missing_field, currency",
        "amount=1&currency=usd, missing_field, release_schedule[release_after]",
        "amount=5.00&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=1e3&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=-5&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=0&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=9007199254740992&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=99999999999999999999&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount[x]=1&currency=usd&release_schedule[release_after]=1, invalid_field, amount",
        "amount=1&amount=1, invalid_field, amount",
        "amount=1&currency=us-dollar&release_schedule[release_after]=1, invalid_field, currency",
        "amount=1&currency=&release_schedule[release_after]=1, invalid_field, currency",
        "amount=1&currency=usd&release_schedule[release_after]=tomorrow, invalid_field,"
                + " release_schedule[release_after]",
        "amount=1&currency=usd&release_schedule[release_after]=-1, invalid_field, release_schedule[release_after]",
        "amount=1&currency=usd&release_schedule[release_after]=99999999999999, invalid_field,"
                + " release_schedule[release_after]",
        "amount=1&currency=usd&release_schedule=1798761600, invalid_field, release_schedule",
        "amount=1&currency=usd&release_schedule[release_after]=1&source_type=cash, invalid_field, source_type",
        "amount=1&currency=usd&release_schedule[release_after]=1&metadata=x, invalid_field, metadata",
        "amount=1&currency=usd&release_schedule[release_after]=1&metadata[]=x, invalid_field, metadata",
        "amount=1&currency=usd&release_schedule[release_after]=1&metadata[a][b]=x, invalid_field, metadata",
        "amount=1&currency=usd&release_schedule[release_after]=1&metadata[aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde]=x,"
                + " invalid_field, metadata[aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde]",
        "colour=red&amount=x, parameter_unknown, colour",
        "amount=1&release_schedule[until]=1, parameter_unknown, release_schedule[until]",
        "idempotency_key=k, parameter_unknown, idempotency_key",
        "reserve_plan[]=x, parameter_unknown, reserve_plan",
        "amount=%zz, malformed_request, ",
        "a[b][c][d][e]=1, malformed_request, ",
    })
    void a_bad_form_is_refused_at_its_parameter(String form, String code, String parameter) {
        var error = caller.refused(caller.post("/holds", form), 400, INVALID, code);

        assertThat(error.path("param").asText(null)).isEqualTo(parameter);
        assertThat(caller.ledger().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"amount\":5.5,\"currency\":\"usd\",\"release_schedule\":{\"release_after\":1}} | invalid_field    "
                        + " | amount",
                "{\"amount\":1,\"currency\":5,\"release_schedule\":{\"release_after\":1}}         | invalid_field    "
                        + " | currency",
                "{\"amount\":1,\"currency\":\"usd\",\"release_schedule\":null}                    | invalid_field    "
                        + " | release_schedule",
                "{\"amount\":1,\"amount\":2}                                                      | malformed_request"
                        + " |",
                "[]                                                                               | malformed_request"
                        + " |",
                "{\"amount\":                                                                     | malformed_request"
                        + " |",
                "{\"\":1}                                                                         | parameter_unknown"
                        + " |",
            })
    void bad_json_is_refused_at_its_parameter(String json, String code, String parameter) {
        var error = caller.refused(caller.postJson("/holds", json), 400, INVALID, code);

        assertThat(error.path("param").asText(null)).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "/holds?limit=0, invalid_field, limit",
        "/holds?limit=101, invalid_field, limit",
        "/holds?limit=many, invalid_field, limit",
        "/holds?limit=1&limit=2, invalid_field, limit",
        "/holds?is_releasable=yes, invalid_field, is_releasable",
        "/holds?currency=, invalid_field, currency",
        "/holds?status=open, parameter_unknown, status",
        "/holds?limit[a]=1, invalid_field, limit",
        "/holds?limit=%25zz, invalid_field, limit",
        "/plans?status=active, parameter_unknown, status",
        "/releases?is_releasable=true, parameter_unknown, is_releasable",
    })
    void a_bad_query_is_refused_at_its_parameter(String path, String code, String parameter) {
        var error = caller.refused(caller.get(path), 400, INVALID, code);

        assertThat(error.path("param").asText()).isEqualTo(parameter);
        assertThat(caller.ledger().requests()).isEmpty();
    }

    @Test
    void a_page_begins_behind_or_ends_before_one() {
        var error = caller.refused(
                caller.get("/holds?starting_after=" + holdId(1) + "&ending_before=" + holdId(2)),
                400,
                INVALID,
                "invalid_field");

        assertThat(error.path("param").asText()).isEqualTo("ending_before");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /holds/reshold_17, , reserve_hold_not_found, id",
        "GET, /releases/x, , reserve_release_not_found, id",
        "GET, /plans/reshold_00000000000000000000000000000001, , reserve_plan_not_found, id",
        "POST, /plans/x/disable, '', reserve_plan_not_found, id",
        "POST, /holds/x, metadata[a]=1, reserve_hold_not_found, id",
        "POST, /releases, reserve_hold=x, reserve_hold_not_found, reserve_hold",
        "GET, /holds?reserve_plan=x, , reserve_plan_not_found, reserve_plan",
        "GET, /holds?starting_after=x, , reserve_hold_not_found, starting_after",
        "GET, /releases?reserve_hold=x, , reserve_hold_not_found, reserve_hold",
    })
    void a_text_that_is_no_id_names_nothing(String method, String path, String form, String code, String parameter) {
        var answer = method.equals("GET") ? caller.get(path) : caller.post(path, form);

        assertThat(caller.refused(answer, 404, INVALID, code).path("param").asText())
                .isEqualTo(parameter);
        assertThat(caller.ledger().requests()).isEmpty();
    }

    @Test
    void what_the_ledger_refuses_is_told_by_the_callers_names() {
        caller.ledger()
                .refuses(Rejection.atField(
                        RejectionCode.RESERVE_HOLD_NOT_FOUND,
                        "#/reserve_hold",
                        "Expected a reserve hold of this account, but got " + uuid(1)));

        var read = caller.refused(caller.get("/holds/" + holdId(1)), 404, INVALID, "reserve_hold_not_found");
        var released = caller.refused(
                caller.post("/releases", "reserve_hold=" + holdId(1)), 404, INVALID, "reserve_hold_not_found");

        assertThat(read.path("param").asText()).isEqualTo("id");
        assertThat(read.path("message").asText())
                .isEqualTo("Expected a reserve hold of this account, but got " + holdId(1));
        assertThat(released.path("param").asText()).isEqualTo("reserve_hold");
    }

    @ParameterizedTest
    @CsvSource({
        "INSUFFICIENT_BALANCE, smallest_units, amount",
        "INVALID_FIELD, release_after, release_schedule[release_after]",
        "ASSET_NOT_FOUND, asset_id, currency",
    })
    void a_refused_hold_names_the_parameter(RejectionCode code, String field, String parameter) {
        caller.ledger().refuses(Rejection.atField(code, "#/" + field, "Expected this, but got that"));

        var answer = caller.post("/holds", HOLD);

        assertThat(caller.gateway().json(answer).at("/error/param").asText()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "release_after, fixed_release[release_after]",
        "days_after_charge, rolling_release[days_after_charge]",
        "expires_on, rolling_release[expires_on]",
    })
    void a_refused_plan_names_the_parameter(String field, String parameter) {
        caller.ledger()
                .refuses(Rejection.atField(RejectionCode.INVALID_FIELD, "#/" + field, "Expected this, but got that"));

        var error = caller.refused(caller.post("/plans/" + planId(1), "percent=10"), 400, INVALID, "invalid_field");

        assertThat(error.path("param").asText()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void a_refusal_has_a_status_by_which_clients_know_whose_fault_it_is(RejectionCode code) {
        caller.ledger().refuses(Rejection.because(code, "Expected this, but got that"));
        var status = switch (code.httpStatus()) {
            case 409, 422 -> 400;
            default -> code.httpStatus();
        };
        var type = code == RejectionCode.IDEMPOTENCY_CONFLICT
                ? "idempotency_error"
                : status >= 500 ? "api_error" : INVALID;

        caller.refused(caller.post("/holds", HOLD), status, type, code.wireName());
    }

    @Test
    void what_the_ledger_does_not_answer_is_an_error_of_the_server() {
        caller.ledger().fails(new LedgerFailure.Unavailable("Expected a place, but all are taken"));
        var unavailable = caller.post("/holds", HOLD);
        caller.ledger().fails(new LedgerFailure.Pending("Expected the reply, but it has not come yet"));
        var pending = caller.post("/holds", HOLD, "Idempotency-Key", "k1");
        caller.ledger().fails(new IllegalStateException("secret insides"));
        var bug = caller.post("/holds", HOLD);

        caller.refused(unavailable, 503, "api_error", "ledger_unavailable");
        assertThat(unavailable.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(caller.refused(pending, 504, "api_error", "result_pending")
                        .path("message")
                        .asText())
                .contains("repeat with the idempotency key k1");
        assertThat(caller.refused(bug, 500, "api_error", "internal_error").toString())
                .doesNotContain("secret");
    }

    @Test
    void what_the_framework_refuses_is_in_the_envelope_too() {
        caller.refused(caller.get(""), 404, INVALID, "route_not_found");
        caller.refused(caller.get("/nothing"), 404, INVALID, "route_not_found");
        var deleted = caller.gateway().call("DELETE", "/v1/reserve/holds/" + holdId(1), null);
        caller.refused(deleted, 405, INVALID, "route_not_found");
        assertThat(deleted.headers().firstValue("Allow")).isPresent();
        caller.refused(
                caller.post("/holds", HOLD + "&metadata[a]=" + "x".repeat(1_100_000)),
                413,
                INVALID,
                "request_too_large");
        caller.refused(caller.post("/holds", HOLD, "Content-Type", "text/plain"), 415, INVALID, "malformed_request");
        caller.refused(
                caller.post("/holds", HOLD, "Content-Type", "multipart/form-data; boundary=x"),
                415,
                INVALID,
                "malformed_request");
    }

    @Test
    void a_body_just_below_one_mebibyte_is_read() {
        var error = caller.refused(
                caller.post("/holds", HOLD + "&metadata[a]=" + "x".repeat(1_000_000)), 400, INVALID, "invalid_field");

        assertThat(error.path("param").asText()).isEqualTo("metadata[a]");
    }

    @Test
    void fifty_one_keys_are_one_too_many() {
        var form = new StringBuilder(HOLD);
        for (var key = 0; key <= 50; key++) {
            form.append("&metadata[k").append(key).append("]=v");
        }

        var error = caller.refused(caller.post("/holds", form.toString()), 400, INVALID, "invalid_field");

        assertThat(error.path("message").asText()).isEqualTo("Expected at most 50 keys, but got 51");
        assertThat(error.path("param").asText()).isEqualTo("metadata");
    }

    @Test
    void the_parameters_of_a_post_are_in_its_body() {
        var error = caller.refused(caller.post("/holds?amount=5", HOLD), 400, INVALID, "parameter_unknown");

        assertThat(error.path("param").asText()).isEqualTo("amount");
        assertThat(error.path("message").asText()).contains("in its body");
    }

    @ParameterizedTest
    @CsvSource({"'\"k1', Expected the closing quote", "'', 1 to 255"})
    void a_bad_key_is_refused(String key, String detail) {
        var error = caller.refused(caller.post("/holds", HOLD, "Idempotency-Key", key), 400, INVALID, "invalid_field");

        assertThat(error.path("param").asText()).isEqualTo("Idempotency-Key");
        assertThat(error.path("message").asText()).contains(detail);
    }

    @Test
    void a_replay_says_that_it_is_one() {
        caller.ledger().replays(new ReserveHoldFound(hold(1)));

        var answer = caller.post("/holds", HOLD, "Idempotency-Key", "k1");

        caller.ok(answer);
        assertThat(answer.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("k1");
    }

    @Test
    void other_paths_have_problem_documents_as_before() {
        assertThat(caller.gateway().get("/v1/reserves").headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(caller.gateway().get("/v1/nothing").headers().firstValue("Request-Id"))
                .isEmpty();
    }
}
