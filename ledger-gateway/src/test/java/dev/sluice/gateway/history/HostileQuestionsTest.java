package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.hostile.DocumentedCalls;
import dev.sluice.gateway.hostile.DocumentedCalls.Call;
import dev.sluice.gateway.hostile.HostileAnswers;
import dev.sluice.gateway.hostile.HostileRequests;
import dev.sluice.gateway.hostile.HostileValues;
import dev.sluice.history.writer.RecordedPast;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Questions that are made by chance from the gateway's own OpenAPI document, with a history that has something to tell: the ids,
 * times and words of a run of the real ledger, and among them what nobody means well with. Each list is gone on with at cursors that
 * somebody has changed, too. Whatever is asked is answered, or refused as is documented, and never with a fault.
 * A seed of one's own: {@code -Dsluice.seed=7}; more of them: {@code -Dsluice.hostile.questions=100000}.
 */
class HostileQuestionsTest {

    private static final int QUESTIONS = Integer.getInteger("sluice.hostile.questions", 3_000);
    private static final int THREADS_MAX = 200;
    private static final String RUN = "run-132";

    /** What the questions may be refused with, beside what is wrong with them. */
    private static final List<String> OF_HISTORY = List.of("history_behind", "history_not_found");

    private static final Map<String, List<String>> GOOD = Map.ofEntries(
            Map.entry("limit", List.of("1", "2", "200")),
            Map.entry("interval", List.of("hour", "day", "month")),
            Map.entry("group_by", List.of("vintage_month", "expiry_month", "status")),
            Map.entry("status", List.of("ACTIVE", "OPEN", "CLOSED", "POSTED", "PENDING")),
            Map.entry("type", List.of("CREDIT", "HOLD", "CREDIT,HOLD,CAPTURE", "TRANSFER")),
            Map.entry("amount_min", List.of("0", "0.000000000000000001", "-1", "10.00")),
            Map.entry("amount_max", List.of("9".repeat(38), "10.00", "0." + "9".repeat(18))));

    private static final List<String> TIMES = List.of(
            "0000-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "9999-12-31T23:59:59.999Z",
            "2998-01-01T00:00:00+14:00",
            "2026-02-28T23:59:59.999999999-18:00");

    private static RunningGateway gateway;
    private static List<Call> calls;
    private static HostileRequests requests;

    /** All values of the run's journal, by the name of their field. */
    private static final Map<String, TreeSet<String>> RECORDED = new TreeMap<>();

    @BeforeAll
    static void start() throws SQLException {
        var past = RecordedPast.of(RUN);
        past.entries().forEach(entry -> remember("entry", entry));
        var database = PastDatabase.named();
        past.writeTo(database.history());
        var settings = new HashMap<>(database.settings());
        settings.put("sluice.history.patience", "1ms");
        gateway = new RunningGateway(settings);
        // Balances without a time are asked of the ledger, and so is what integrity is compared with.
        gateway.ledger().refuses(Rejection.because(RejectionCode.ACCOUNT_NOT_FOUND, "Expected an account"));
        calls = DocumentedCalls.of(gateway.get("/openapi.yml").body()).stream()
                .filter(HostileQuestionsTest::asksHistory)
                .toList();
        requests = new HostileRequests(gateway.uri(), HostileQuestionsTest::known, 12);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** Lists of the catalogue and of what an account has now are the ledger's, and other tests'. */
    private static boolean asksHistory(Call call) {
        return call.method().equals("GET")
                && (call.headers().contains("Sluice-At-Least")
                        || call.parameters().contains("as_of"));
    }

    private static void remember(String name, JsonNode node) {
        if (node.isValueNode()) {
            RECORDED.computeIfAbsent(name, unknown -> new TreeSet<>()).add(node.asText());
        }
        node.properties()
                .forEach(field -> remember(
                        name.equals("entry") && field.getKey().equals("id") ? "entry_id" : field.getKey(),
                        field.getValue()));
        node.elements().forEachRemaining(element -> remember(name, element));
    }

    @Test
    void every_hostile_question_is_answered_or_refused_as_documented() {
        var seed = Long.getLong("sluice.seed", 20_261_122L);
        System.out.println("-Dsluice.seed=" + seed);
        var chance = new SplittableRandom(seed);
        var answered = new TreeSet<String>();
        var goneOnWith = new TreeSet<String>();

        for (var number = 0; number < QUESTIONS; number++) {
            var one = chance.split();
            var call = calls.get(number % calls.size());
            var request = withCsv(requests.request(call, one), one);
            var what = "question %d of seed %d: %s".formatted(number, seed, request);
            var answer = gateway.send(request);
            check(what, call, answer);
            if (answer.statusCode() == 200) {
                answered.add(call.path());
                cursorOf(answer).ifPresent(cursor -> {
                    goneOnWith.add(call.path());
                    goOn(what, call, request, changed(cursor, one));
                });
            }
        }

        assertThat(answered).as("questions that got an answer").hasSizeGreaterThan(calls.size() * 9 / 10);
        assertThat(goneOnWith).contains("/v1/journal-entries", "/v1/holds", "/v1/participants", "/v1/transfers");
        assertThat(Thread.getAllStackTraces()).as("threads").hasSizeLessThan(THREADS_MAX);
        assertThat(gateway.get("/v1/journal-entries").statusCode()).isEqualTo(200);
    }

    private static void check(String what, Call call, HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return;
        }
        HostileAnswers.tellNothingOfTheInside(what, call, answer);
        var code = HostileAnswers.code(call, answer);
        assertThat(answer.statusCode() < 500 || OF_HISTORY.contains(code))
                .as(() -> what + " got " + answer.statusCode() + " " + answer.body())
                .isTrue();
        if (code.equals("history_behind")) {
            assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
        }
    }

    private static void goOn(String what, Call call, HttpRequest request, String cursor) {
        var next = URI.create(request.uri() + (request.uri().getRawQuery() == null ? "?" : "&") + "cursor=" + cursor);
        check(
                what + ", gone on with at " + decoded(cursor),
                call,
                gateway.send(HttpRequest.newBuilder(request, (name, value) -> true)
                        .uri(next)
                        .build()));
    }

    private static HttpRequest withCsv(HttpRequest request, RandomGenerator chance) {
        return chance.nextInt(5) == 0
                ? HttpRequest.newBuilder(request, (name, value) -> true)
                        .setHeader("Accept", "text/csv")
                        .build()
                : request;
    }

    private static Optional<String> cursorOf(HttpResponse<String> answer) {
        return answer.body().startsWith("{")
                ? Optional.of(gateway.json(answer).at("/pagination/next_cursor").asText())
                        .filter(cursor -> !cursor.isEmpty())
                : Optional.empty();
    }

    /** With the list's own mark, which is no secret, and behind it a place that no row has, or too few of them. */
    private static String changed(String cursor, RandomGenerator chance) {
        var parts = new ArrayList<>(Arrays.asList(decoded(cursor).split("\n", -1)));
        var index = 1 + chance.nextInt(parts.size() - 1);
        switch (chance.nextInt(4)) {
            case 0 -> parts.remove(index);
            case 1 -> parts.set(index, TIMES.get(chance.nextInt(TIMES.size())));
            default -> parts.set(index, HostileValues.text(chance));
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    /** Needed ones nearly always, others now and then, lest nothing has all that is asked for. */
    private static Optional<String> known(String name, RandomGenerator chance) {
        var isNeeded =
                List.of("id", "asset_id", "from", "to", "before", "limit").contains(name);
        if (!isNeeded && chance.nextInt(8) > 0) {
            return Optional.empty();
        }
        return switch (name) {
            case "id" ->
                recorded(
                        List.of("account_id", "account_id", "entry_id", "lot_id")
                                .get(chance.nextInt(4)),
                        chance);
            case "from", "created_from", "recorded_from" -> Optional.of(time(0, chance));
            case "to", "created_to", "recorded_to", "before", "as_of" -> Optional.of(time(2, chance));
            case "expires_before" -> Optional.of(time(chance.nextInt(TIMES.size()), chance));
            case "external_id", "participant_external_id", "q" -> recorded("external_id", chance);
            case "member_id", "recipient_id", "sender_id" -> recorded("account_id", chance);
            case "journal_entry_id" -> recorded("entry_id", chance);
            case "metadata[key]", "attributes[key]", "actor" -> Optional.of("7");
            default ->
                GOOD.containsKey(name)
                        ? Optional.of(
                                GOOD.get(name).get(chance.nextInt(GOOD.get(name).size())))
                        : recorded(name, chance);
        };
    }

    private static String time(int end, RandomGenerator chance) {
        return chance.nextInt(3) == 0
                ? TIMES.get(end)
                : recorded("recorded_at", chance).orElseThrow();
    }

    private static Optional<String> recorded(String name, RandomGenerator chance) {
        var values = List.copyOf(RECORDED.getOrDefault(name, new TreeSet<>()));
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(chance.nextInt(values.size())));
    }
}
