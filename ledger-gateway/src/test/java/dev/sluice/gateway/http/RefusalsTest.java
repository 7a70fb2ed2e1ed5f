package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.schema.value.AccountId;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is refused at the door, with the field at fault, and nothing reaches the ledger. */
class RefusalsTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final String HOLD = "/v1/participants/" + ANN + "/balances/hold";
    private static final String ADJUST = "/v1/participants/" + ANN + "/balances/adjust";
    private static final String BODY = """
        {"asset_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","program_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c9",
         "description":"d","amount":"100.00"}\
        """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.ledger().forgets();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("", "malformed_request", "#"),
                Arguments.of("[]", "malformed_request", "#"),
                Arguments.of("\"text\"", "malformed_request", "#"),
                Arguments.of("null", "malformed_request", "#"),
                Arguments.of("{\"asset_id\":", "malformed_request", "#"),
                Arguments.of(BODY + "x", "malformed_request", "#"),
                Arguments.of(BODY + "{}", "malformed_request", "#"),
                Arguments.of(with("\"amount\":\"1\""), "malformed_request", "#"),
                Arguments.of(with("\"metadata\":" + "[".repeat(500) + "]".repeat(500)), "malformed_request", "#"),
                Arguments.of(with("\"amount\":NaN"), "malformed_request", "#"),
                Arguments.of(BODY.replace("\"description\":\"d\",", ""), "missing_field", "#/description"),
                Arguments.of(BODY.replace("\"d\"", "null"), "missing_field", "#/description"),
                Arguments.of(BODY.replace("\"d\"", "\"\""), "invalid_field", "#/description"),
                Arguments.of(BODY.replace("\"d\"", "5"), "invalid_field", "#/description"),
                Arguments.of(BODY.replace("\"d\"", '"' + "é".repeat(501) + '"'), "invalid_field", "#/description"),
                Arguments.of(
                        BODY.replace("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "PTS"), "invalid_field", "#/asset_id"),
                Arguments.of(BODY.replace("\"100.00\"", "100"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "1e2"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "-1"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "0.00"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "NaN"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "1,5"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "٣"), "invalid_amount", "#/amount"),
                Arguments.of(BODY.replace("100.00", "1".repeat(39)), "invalid_amount", "#/amount"),
                Arguments.of(with("\"colour\":\"red\""), "invalid_field", "#/colour"),
                Arguments.of(with("\"account_id\":\"x\""), "invalid_field", "#/account_id"),
                Arguments.of(with("\"type\":\"hold\""), "invalid_field", "#/type"),
                Arguments.of(with("\"bucket\":\"MIDDLE\""), "invalid_field", "#/bucket"),
                Arguments.of(with("\"lot_ids\":[]"), "invalid_field", "#/lot_ids"),
                Arguments.of(with("\"lot_ids\":\"L1\""), "invalid_field", "#/lot_ids"),
                Arguments.of(with("\"expires_at\":\"tomorrow\""), "invalid_field", "#/expires_at"),
                Arguments.of(
                        with("\"earned_from\":\"2026-02-01T00:00:00Z\",\"earned_to\":\"2026-01-01T00:00:00Z\""),
                        "invalid_field",
                        "#/earned_to"),
                Arguments.of(with("\"reference_id\":\"\""), "invalid_field", "#/reference_id"),
                Arguments.of(with("\"metadata\":{\"k\":5}"), "invalid_field", "#/metadata/k"),
                Arguments.of(with("\"idempotency_key\":\"\""), "invalid_field", "#/idempotency_key"),
                Arguments.of(with("\"idempotency_key\":7"), "invalid_field", "#/idempotency_key"),
                Arguments.of(
                        with("\"idempotency_key\":\"" + "k".repeat(256) + "\""), "invalid_field", "#/idempotency_key"));
    }

    private static String with(String field) {
        return BODY.replace("}", "," + field + "}");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_bad_body_is_refused_at_its_field(String body, String code, String pointer) {
        var answer = gateway.post(HOLD, body);

        assertProblem(answer, 400, code);
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    @Test
    void faults_of_path_header_parameters_and_body_are_told_together_and_the_first_in_order_gives_the_code() {
        var answer = gateway.post(
                "/v1/participants/ann/balances/hold?amount=5",
                BODY.replace("\"description\":\"d\",", "")
                        .replace("100.00", "x")
                        .replace("}", ",\"idempotency_key\":\"a\"}"),
                "Idempotency-Key",
                "b");

        assertProblem(answer, 400, "missing_field");
        assertThat(gateway.json(answer).findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("#/description", "#/id", "#/amount", "#/idempotency_key", "#/amount");
        assertThat(gateway.json(answer).path("detail").asText())
                .isEqualTo("description: Expected 1 to 500 characters, but it is missing");
        assertThat(gateway.json(answer).path("message").asText())
                .isEqualTo(gateway.json(answer).path("detail").asText());
    }

    static Stream<Arguments> questions() {
        var balances = "/v1/participants/" + ANN + "/balances";
        return Stream.of(
                Arguments.of("/v1/participants/ann", "invalid_field", "#/id"),
                Arguments.of("/v1/participants/" + ANN.toString().substring(1), "invalid_field", "#/id"),
                Arguments.of(balances + "/lots", "missing_field", "#/asset_id"),
                Arguments.of(balances + "/holds?limit=0", "invalid_field", "#/limit"),
                Arguments.of(balances + "/holds?limit=201", "invalid_field", "#/limit"),
                Arguments.of(balances + "/holds?limit=many", "invalid_field", "#/limit"),
                Arguments.of(balances + "/holds?limit=99999999999", "invalid_field", "#/limit"),
                Arguments.of(balances + "/holds?limit=1&limit=2", "invalid_field", "#/limit"),
                Arguments.of(balances + "/holds?status=SHUT", "invalid_field", "#/status"),
                Arguments.of(balances + "/holds?status=", "invalid_field", "#/status"),
                Arguments.of(balances + "/holds?assetid=1", "invalid_field", "#/assetid"),
                Arguments.of(balances + "/holds/h1", "invalid_field", "#/hold_id"),
                Arguments.of(balances + "?asset_id=PTS", "invalid_field", "#/asset_id"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void a_bad_parameter_is_refused_by_its_name(String path, String code, String pointer) {
        var answer = gateway.get(path);

        assertProblem(answer, 400, code);
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    @Test
    void an_adjustment_without_a_type_or_with_another_is_refused() {
        assertThat(gateway.json(gateway.post(ADJUST, BODY))
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("#/type");
        assertProblem(gateway.post(ADJUST, BODY), 400, "missing_field");
        assertProblem(gateway.post(ADJUST, with("\"type\":\"GIFT\"")), 400, "invalid_field");
        assertProblem(gateway.post(ADJUST, with("\"type\":5")), 400, "invalid_field");
    }

    @Test
    void what_the_path_names_may_not_be_in_the_body() {
        var answer = gateway.post(
                "/v1/programs/" + ANN + "/assets", "{\"asset_id\":\"" + ANN + "\",\"program_id\":\"" + ANN + "\"}");

        assertProblem(answer, 400, "invalid_field");
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/program_id");
    }

    @Test
    void a_deletion_takes_its_key_in_the_header_and_no_body() {
        var answer = gateway.call("DELETE", "/v1/groups/" + ANN, "{\"idempotency_key\":\"k\"}");

        assertProblem(answer, 400, "malformed_request");
    }

    @Test
    void another_content_type_than_json_is_refused_with_415() {
        assertProblem(
                gateway.post(HOLD, BODY, "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "malformed_request");
        assertProblem(gateway.post(HOLD, BODY, "Content-Type", "text/plain"), 415, "malformed_request");
    }

    @Test
    void a_body_above_one_mebibyte_is_refused_with_413() {
        var answer = gateway.post(HOLD, with("\"reference_id\":\"" + "x".repeat(1_100_000) + "\""));

        assertProblem(answer, 413, "request_too_large");
    }

    @Test
    void a_body_just_below_one_mebibyte_is_read() {
        var answer = gateway.post(HOLD, with("\"reference_id\":\"" + "x".repeat(1_000_000) + "\""));

        assertProblem(answer, 400, "invalid_field");
    }

    @Test
    void an_unknown_path_is_not_found_with_or_without_a_key() {
        assertProblem(gateway.get("/v1/nothing"), 404, "route_not_found");
        assertProblem(gateway.get("/v1/nothing", "X-API-Key", "none"), 404, "route_not_found");
        assertProblem(gateway.get("/favicon.ico"), 404, "route_not_found");
        assertProblem(gateway.get("/docs/res/nothing.js"), 404, "route_not_found");
    }

    @Test
    void a_known_path_with_another_method_is_405_and_tells_which_there_are() {
        var answer = gateway.call("PUT", "/v1/programs", "{}");

        assertProblem(answer, 405, "route_not_found");
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("GET", "POST"));
    }

    @Test
    void an_answer_type_that_there_is_not_is_a_problem_document_too() {
        assertProblem(gateway.get("/v1/programs", "Accept", "image/png"), 406, "malformed_request");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = gateway.json(answer);
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactly("type", "title", "status", "detail", "code", "message", "request_id", "errors");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("type").asText()).isEqualTo("/docs/rejections#" + code);
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .hasValue(problem.path("request_id").asText());
        assertThat(answer.body()).doesNotContain("Exception", "java.", "jackson");
    }
}
