package dev.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.hostile.DocumentedCalls.Call;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Calls that are made by chance from the gateway's own OpenAPI document: every endpoint, every parameter, every header and every
 * field, with {@link HostileValues}. Whatever comes is answered, with no fault of the gateway, and without a word of how it is made.
 * A seed of one's own: {@code -Dsluice.seed=7}; more of them: {@code -Dsluice.hostile.calls=100000}.
 */
class HostileCallsTest {

    private static final int CALLS = Integer.getInteger("sluice.hostile.calls", 3_000);
    private static final int THOUSAND = 1_000;

    private static RunningGateway gateway;
    private static List<Call> calls;
    private static HostileRequests requests;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(Map.of("sluice.reserves.platform-account", "ann"));
        // The one answer that any call may get.
        gateway.ledger().refuses(Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an account"));
        calls = DocumentedCalls.of(gateway.get("/openapi.yml").body());
        requests = new HostileRequests(gateway.uri(), (name, any) -> assets(name), 3);
    }

    /** No question about lots or holds gets anywhere without one. */
    private static Optional<String> assets(String name) {
        return name.equals("asset_id") ? Optional.of(HostileRequests.ID) : Optional.empty();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void every_hostile_call_is_answered_and_the_gateway_goes_on() {
        var seed = Long.getLong("sluice.seed", 20_261_122L);
        System.out.println("-Dsluice.seed=" + seed);
        var chance = new SplittableRandom(seed);
        var reached = new HashSet<String>();
        var letThrough = 0;

        for (var number = 0; number < CALLS; number++) {
            var one = chance.split();
            var call = calls.get(number % calls.size());
            var request = requests.request(call, one);
            var answer = gateway.send(request);
            check("call " + number + " of seed " + seed + ": " + request, call, answer);
            reached.add(call.method() + call.path());
            if (number % THOUSAND == THOUSAND - 1) {
                letThrough += gateway.ledger().requests().size();
                checkThatItGoesOn();
            }
        }

        assertThat(reached).hasSize(calls.size());
        assertThat(letThrough)
                .as("calls that were let through")
                .isGreaterThan(CALLS / 20)
                .isLessThan(CALLS / 2);
    }

    private static void check(String what, Call call, HttpResponse<String> answer) {
        if (!isWithoutHistory(answer)) {
            assertThat(answer.statusCode())
                    .as(() -> what + " got " + answer.body())
                    .isLessThan(500);
        }
        HostileAnswers.tellNothingOfTheInside(what, call, answer);
    }

    /** Questions about the past get as far as they come here, where there is none. */
    private static boolean isWithoutHistory(HttpResponse<String> answer) {
        return answer.statusCode() == 503
                && gateway.json(answer).path("code").asText().equals("history_unavailable");
    }

    private static void checkThatItGoesOn() {
        gateway.ledger().forgets();
        assertThat(gateway.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/v1/programs").statusCode()).isEqualTo(404);
        assertThat(gateway.ledger().requests()).hasSize(1);
        gateway.ledger().forgets();
        assertThat(Thread.getAllStackTraces()).as("threads").hasSizeLessThan(200);
    }
}
