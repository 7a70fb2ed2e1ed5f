package dev.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.hostile.DocumentedCalls.Call;
import dev.sluice.gateway.hostile.DocumentedCalls.Field;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final String ID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

    /** What a fault of the program looks like to who reads an answer. */
    private static final Pattern INSIDES = Pattern.compile(
            "Exception|StackTrace|\\bat"
                + " [a-z]+\\.[a-z.]+\\(|io\\.micronaut|io\\.netty|com\\.fasterxml|dev\\.sluice\\.|java\\.(lang|util|time)\\.");

    private static RunningGateway gateway;
    private static List<Call> calls;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(Map.of("sluice.reserves.platform-account", "ann"));
        // The one answer that any call may get.
        gateway.ledger().refuses(Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an account"));
        calls = DocumentedCalls.of(gateway.get("/openapi.yml").body());
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
            var request = request(call, one);
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
        assertThat(answer.body()).as(what).doesNotContainPattern(INSIDES);
        assertThat(answer.headers().firstValue("X-Injected")).as(what).isEmpty();
        if (answer.statusCode() >= 400) {
            var body = gateway.json(answer);
            var code = call.path().startsWith("/v1/reserve") ? body.at("/error/code") : body.path("code");
            assertThat(code.asText()).as(() -> what + " got " + answer.body()).isNotBlank();
        }
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

    private static HttpRequest request(Call call, RandomGenerator chance) {
        // Rarely in the path, or nothing would get any further.
        var path = Pattern.compile("\\{[^}]+}")
                .matcher(call.path())
                .replaceAll(match -> chance.nextInt(8) == 0
                        ? encoded(shortened(HostileValues.text(chance))).replace("+", "%20")
                        : ID);
        var request = HttpRequest.newBuilder(gateway.uri().resolve(path.replace("//", "/x/") + query(call, chance)))
                .header("X-API-Key", RunningGateway.KEY);
        for (var header : headersOf(call)) {
            if (chance.nextInt(6) == 0) {
                request.header(header, printable(shortened(HostileValues.text(chance))));
            }
        }
        if (call.method().equals("GET") || call.method().equals("DELETE")) {
            return request.method(call.method(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        var isForm = call.path().startsWith("/v1/reserve") && chance.nextBoolean();
        var body = isForm ? form(call, chance) : json(call, chance);
        return request.header("Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json")
                .method(call.method(), HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static List<String> headersOf(Call call) {
        var headers =
                new ArrayList<>(List.of("Idempotency-Key", "X-Request-Id", "traceparent", "Stripe-Account", "Accept"));
        call.headers().stream().filter(name -> !headers.contains(name)).forEach(headers::add);
        return headers;
    }

    private static String query(Call call, RandomGenerator chance) {
        var given = new ArrayList<String>();
        for (var name : call.parameters()) {
            if (chance.nextInt(3) == 0) {
                given.add(encoded(name) + "=" + encoded(shortened(HostileValues.text(chance))));
            } else if (name.equals("asset_id")) {
                given.add(name + "=" + ID);
            }
        }
        if (chance.nextInt(10) == 0) {
            given.add(encoded(shortened(HostileValues.text(chance))) + "=1");
        }
        return given.isEmpty() ? "" : "?" + String.join("&", given);
    }

    /** Most fields as they should be, so that those that are not are looked at, one or several at once. */
    private static String json(Call call, RandomGenerator chance) {
        if (chance.nextInt(20) == 0) {
            return HostileValues.json(chance);
        }
        var fields = new ArrayList<String>();
        for (var field : call.fields()) {
            switch (chance.nextInt(6)) {
                case 0 -> fields.add(HostileValues.quoted(field.name()) + ":" + HostileValues.json(chance));
                case 1 -> {
                    // Left out.
                }
                default ->
                    plausible(field, chance)
                            .forEach(value -> fields.add(HostileValues.quoted(field.name()) + ":" + value));
            }
        }
        if (chance.nextInt(15) == 0) {
            fields.add(HostileValues.quoted(HostileValues.text(chance)) + ":" + HostileValues.json(chance));
        }
        var text = fields.stream().collect(Collectors.joining(",", "{", "}"));
        return chance.nextInt(25) == 0 ? text.substring(0, chance.nextInt(text.length())) : text;
    }

    /** What the document gives as an example, and what it allows at most. */
    private static List<String> plausible(Field field, RandomGenerator chance) {
        var schema = field.schema();
        if (schema.get("enum") instanceof List<?> values && !values.isEmpty()) {
            return List.of(HostileValues.quoted(String.valueOf(values.get(chance.nextInt(values.size())))));
        }
        if ("string".equals(schema.get("type"))) {
            if (schema.get("maxLength") instanceof Integer length && chance.nextBoolean()) {
                return List.of(HostileValues.quoted("\ud83d\ude00".repeat(length / 2)));
            }
            return List.of(
                    schema.containsKey("example")
                            ? HostileValues.quoted(String.valueOf(schema.get("example")))
                            : HostileValues.quoted(field.name().endsWith("id") ? ID : "1.00"));
        }
        return schema.containsKey("example") && schema.get("example") instanceof Number number
                ? List.of(number.toString())
                : List.of();
    }

    private static String form(Call call, RandomGenerator chance) {
        var names = new ArrayList<>(call.fields().stream().map(Field::name).toList());
        names.addAll(
                List.of("expand[]", "metadata[k]", "metadata[", "a[b][c][d]", "release_schedule[release_after]", "]"));
        var given = new ArrayList<String>();
        for (var name : names) {
            if (chance.nextInt(3) == 0) {
                var value = HostileValues.text(chance);
                given.add(name + "=" + (chance.nextInt(8) == 0 ? printable(shortened(value)) : encoded(value)));
            }
        }
        return String.join(chance.nextInt(10) == 0 ? "&&" : "&", given);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A line of a request has 4 KiB; what is longer is another test's. */
    private static String shortened(String text) {
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    /** What a client lets through into a header. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
