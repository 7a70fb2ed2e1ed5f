package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.FakeLedger;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.client.Answer;
import dev.sluice.gateway.client.LedgerFailure;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.value.AccountId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answer over HTTP to each reply of the ledger, and to its silence. */
class AnswersTest {

    private static final String HOLD = "/v1/participants/" + AccountId.ofParticipant("ann") + "/balances/hold";
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

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void a_refusal_has_the_status_of_its_code(RejectionCode code) {
        gateway.ledger().refuses(Rejection.atField(code, "#/amount", "Expected this, but got that"));

        var answer = gateway.post(HOLD, BODY);

        assertThat(answer.statusCode()).isEqualTo(code.httpStatus());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo(code.wireName());
        assertThat(gateway.json(answer).path("detail").asText()).isEqualTo("Expected this, but got that");
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/amount");
    }

    @Test
    void a_replay_has_the_same_bytes_and_says_that_it_is_one() {
        gateway.ledger().answers(BalanceCallsTest.moved());
        var first = gateway.post(HOLD, BODY);
        gateway.ledger().replays(BalanceCallsTest.moved());

        var second = gateway.post(HOLD, BODY);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void an_answer_names_the_place_in_the_journal_that_the_reply_names() {
        gateway.ledger()
                .answersFutures(request -> CompletableFuture.completedFuture(new Answer(
                        FakeLedger.completed(request, BalanceCallsTest.moved()), false, Optional.of("3:1842"))));

        var answer = gateway.post(HOLD, BODY);

        assertThat(answer.headers().firstValue("Sluice-Position")).hasValue("3:1842");
    }

    @Test
    void a_refusal_names_no_place_in_the_journal() {
        gateway.ledger().refuses(Rejection.because(RejectionCode.INSUFFICIENT_BALANCE, "Expected this, but got that"));

        assertThat(gateway.post(HOLD, BODY).headers().firstValue("Sluice-Position"))
                .isEmpty();
    }

    @Test
    void a_request_that_was_not_sent_is_503_with_a_time_to_try_again() {
        gateway.ledger().fails(new LedgerFailure.Unavailable("Expected a place, but all are taken"));

        var answer = gateway.post(HOLD, BODY);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("ledger_unavailable");
    }

    @Test
    void a_request_that_kafka_does_not_take_for_its_size_is_413_and_not_to_be_tried_again() {
        gateway.ledger().fails(new LedgerFailure.TooLarge("Expected a smaller request, but got a larger one"));

        var answer = gateway.post(HOLD, BODY);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("request_too_large");
        assertThat(gateway.json(answer).path("detail").asText())
                .isEqualTo("Expected a smaller request, but got a larger one; nothing was sent");
    }

    @Test
    void an_unknown_outcome_is_504_with_the_key_to_repeat_with() {
        gateway.ledger()
                .fails(new LedgerFailure.Pending("Expected the reply within 10000 ms, but it has not come yet"));

        var answer = gateway.post(HOLD, BODY);

        var key = answer.headers().firstValue("Idempotency-Key").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("result_pending");
        assertThat(gateway.json(answer).path("detail").asText()).contains("repeat with the idempotency key " + key);
        assertThat(gateway.ledger().onlyRequest().idempotencyKey().value()).isEqualTo(key);
    }

    @Test
    void a_question_without_an_answer_names_no_key() {
        gateway.ledger().fails(new LedgerFailure.Pending("Expected the reply"));

        var answer = gateway.get("/v1/programs");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("Idempotency-Key")).isEmpty();
    }

    @Test
    void a_fault_of_ours_is_500_and_tells_nothing_of_it() {
        gateway.ledger().fails(new IllegalStateException("secret insides"));

        var answer = gateway.post(HOLD, BODY);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("internal_error");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void a_key_is_the_same_in_header_and_body_bare_or_quoted() {
        gateway.ledger().answers(new BalanceList(List.of()));
        var keyed = BODY.replace("}", ",\"idempotency_key\":\"k 1\"}");

        var answers = List.of(
                gateway.post(HOLD, keyed),
                gateway.post(HOLD, BODY, "Idempotency-Key", "k 1"),
                gateway.post(HOLD, BODY, "Idempotency-Key", "\"k 1\""),
                gateway.post(HOLD, keyed, "Idempotency-Key", "\"k 1\""));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Idempotency-Key")).hasValue("\"k 1\"");
        });
        assertThat(gateway.ledger().requests())
                .allSatisfy(
                        request -> assertThat(request.idempotencyKey().value()).isEqualTo("k 1"));
    }

    @Test
    void a_key_that_no_header_can_carry_is_taken_from_the_body_and_not_answered_in_one() {
        gateway.ledger().answers(new BalanceList(List.of()));

        var answer = gateway.post(HOLD, BODY.replace("}", ",\"idempotency_key\":\"a\\r\\nSet-Cookie: é\"}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("idempotency-key", "set-cookie");
        assertThat(gateway.ledger().onlyRequest().idempotencyKey().value()).isEqualTo("a\r\nSet-Cookie: é");
    }

    @Test
    void a_request_id_is_taken_where_it_is_fit_and_made_where_it_is_not() {
        gateway.ledger().answers(new BalanceList(List.of()));

        assertThat(gateway.get("/v1/programs", "X-Request-Id", "call-1")
                        .headers()
                        .firstValue("X-Request-Id"))
                .hasValue("call-1");
        assertThat(gateway.get("/v1/programs", "X-Request-Id", "x".repeat(129))
                        .headers()
                        .firstValue("X-Request-Id"))
                .hasValueSatisfying(made -> assertThat(made).hasSize(36));
        assertThat(gateway.get("/v1/programs", "X-Request-Id", "a b").headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(made -> assertThat(made).hasSize(36));
        assertThat(gateway.get("/v1/programs").headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(made -> assertThat(made).hasSize(36));
    }

    @Test
    void a_caller_that_hangs_up_is_waited_for_no_longer() throws IOException {
        var reply = new CompletableFuture<Answer>();
        gateway.ledger().leavesOpen(reply);

        try (var socket = new Socket("localhost", gateway.uri().getPort())) {
            socket.getOutputStream()
                    .write(("POST " + HOLD + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + RunningGateway.KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                                    + "\r\n\r\n" + BODY)
                            .getBytes(StandardCharsets.UTF_8));
            await().until(() -> !gateway.ledger().requests().isEmpty());
        }

        await().until(reply::isCancelled);
    }

    @Test
    void measurements_tell_operations_and_outcomes() {
        gateway.ledger().refuses(Rejection.because(RejectionCode.INSUFFICIENT_BALANCE, "Expected more"));
        gateway.post(HOLD, BODY);

        var measured = gateway.get("/metrics");

        assertThat(measured.statusCode()).isEqualTo(200);
        assertThat(measured.body())
                .contains("sluice_requests_seconds_count{operation=\"hold\",outcome=\"insufficient_balance\"}");
    }
}
