package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.history.writer.RecordedPast;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions about runs of the real ledger, as the real writer wrote them, against the sum of what their journals say. */
class RecordedPastTest {

    private static final List<String> BUCKETS = List.of("AVAILABLE", "HELD", "DEFERRED");

    static List<String> runs() {
        return RecordedPast.RUNS;
    }

    private RunningGateway gateway;
    private RecordedPast past;

    private void given(String run) throws SQLException {
        past = RecordedPast.of(run);
        var database = PastDatabase.named();
        past.writeTo(database.history());
        gateway = new RunningGateway(database.settings());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void every_question_agrees_with_the_journal(String run) throws SQLException {
        given(run);
        try (var running = gateway) {
            assertThat(running.uri()).isNotNull();
            var random = new Random(run.hashCode());
            for (var instant : instants(random)) {
                reportsAddUp(instant, random);
            }
            statementsAddUp(random);
            eachEntryIsTold();
            eachLotIsTraced();
            assertThat(gateway.get("/v1/reports/summary").statusCode()).isEqualTo(200);
            assertThat(get("/v1/reports/holds-aging").path("data").isArray()).isTrue();
            assertThat(get("/v1/reports/breakage").path("data").isArray()).isTrue();
            listsHold();
        }
    }

    @Test
    void the_runs_have_entries_of_most_types() {
        var types = new HashSet<String>();
        RecordedPast.RUNS.forEach(run -> RecordedPast.of(run)
                .entries()
                .forEach(entry -> types.add(entry.path("type").asText())));

        assertThat(types).contains("CREDIT", "DEBIT", "HOLD", "CAPTURE", "TRANSFER", "EXPIRY", "REVERSAL", "FUND");
    }

    private List<Instant> instants(Random random) {
        var times = new ArrayList<>(
                past.entries().stream().map(RecordedPastTest::time).distinct().toList());
        Collections.shuffle(times, random);
        var chosen = new ArrayList<>(times.subList(0, Math.min(4, times.size())));
        chosen.add(Instant.parse("2998-01-01T00:00:00Z"));
        return chosen;
    }

    private void reportsAddUp(Instant asOf, Random random) {
        var trial = get("/v1/reports/trial-balance?as_of=" + asOf);
        var expected = sums(entry -> time(entry).isBefore(asOf), RecordedPastTest::placeOf);
        var told = new TreeMap<String, BigDecimal>();
        trial.path("data")
                .forEach(row -> told.merge(
                        row.path("asset_id").asText()
                                + (row.path("account_class").asText().startsWith("SYSTEM")
                                        ? row.path("account_class").asText()
                                        : row.path("bucket").asText()),
                        amount(row.path("balance")),
                        BigDecimal::add));
        assertSame(told, expected);

        for (var by : List.of("vintage_month", "expiry_month", "status")) {
            var owed = new TreeMap<String, BigDecimal>();
            get("/v1/reports/liability?group_by=" + by + "&as_of=" + asOf)
                    .path("data")
                    .forEach(row ->
                            owed.merge(row.path("asset_id").asText(), amount(row.path("owed")), BigDecimal::add));
            var classes = new TreeMap<String, BigDecimal>();
            trial.path("data")
                    .valueStream()
                    .filter(row -> List.of("PARTICIPANT", "GROUP")
                            .contains(row.path("account_class").asText()))
                    .forEach(row ->
                            classes.merge(row.path("asset_id").asText(), amount(row.path("balance")), BigDecimal::add));
            assertSame(owed, classes);
        }

        var from = past.entries().get(random.nextInt(past.entries().size()));
        if (!time(from).isAfter(asOf)) {
            var closing = new TreeMap<String, BigDecimal>();
            get("/v1/reports/rollforward?from=" + time(from) + "&to=" + asOf)
                    .path("data")
                    .forEach(row ->
                            closing.merge(row.path("asset_id").asText(), amount(row.path("closing")), BigDecimal::add));
            var accounts = sums(
                    entry -> time(entry).isBefore(asOf),
                    posting ->
                            posting.has("account_id") ? posting.path("asset_id").asText() : "");
            accounts.remove("");
            assertSame(closing, accounts);
        }
    }

    private void statementsAddUp(Random random) {
        var entries = past.entries();
        var pairs = new HashSet<List<String>>();
        entries.forEach(entry -> entry.path("postings")
                .valueStream()
                .filter(posting -> posting.has("account_id"))
                .forEach(posting -> pairs.add(List.of(
                        posting.path("account_id").asText(),
                        posting.path("asset_id").asText()))));
        for (var pair : pairs) {
            var base = List.of("participants", "groups").stream()
                    .map(kind -> "/v1/" + kind + "/" + pair.get(0))
                    .filter(path -> gateway.get(path + "/statement?asset_id=" + pair.get(1))
                                    .statusCode()
                            == 200)
                    .findFirst();
            if (base.isPresent()) {
                var from = time(entries.get(random.nextInt(entries.size())));
                var statement = get(base.get() + "/statement?limit=200&asset_id=" + pair.get(1) + "&from=" + from);
                for (var bucket : BUCKETS) {
                    var name = bucket.toLowerCase(java.util.Locale.ROOT);
                    var running = amount(statement.at("/opening/" + name));
                    for (var line : statement.path("lines")) {
                        running = running.add(amount(line.path("amounts").path(name)));
                        assertThat(amount(line.path("balance").path(name))).isEqualByComparingTo(running);
                    }
                    if (!statement.at("/pagination/has_more").asBoolean()) {
                        assertThat(amount(statement.at("/closing/" + name))).isEqualByComparingTo(running);
                    }
                    assertThat(amount(statement.at("/closing/" + name)))
                            .isEqualByComparingTo(sums(
                                            entry -> true,
                                            posting -> posting.path("account_id")
                                                                    .asText()
                                                                    .equals(pair.get(0))
                                                            && posting.path("asset_id")
                                                                    .asText()
                                                                    .equals(pair.get(1))
                                                    ? posting.path("bucket").asText()
                                                    : "")
                                    .getOrDefault(bucket, BigDecimal.ZERO));
                }
            }
        }
    }

    private void eachEntryIsTold() {
        var seen = 0;
        var cursor = "";
        while (cursor != null) {
            var page = get("/v1/journal-entries?limit=200" + cursor);
            seen += page.path("data").size();
            cursor = page.at("/pagination/has_more").asBoolean()
                    ? "&cursor=" + page.at("/pagination/next_cursor").asText()
                    : null;
        }
        assertThat(seen).isEqualTo(past.entries().size());
        for (var entry : past.entries()) {
            var told = get("/v1/journal-entries/" + entry.path("id").asText());
            var all = new TreeMap<String, BigDecimal>();
            told.path("postings")
                    .forEach(posting -> all.merge(
                            posting.path("asset_id").asText(), amount(posting.path("amount")), BigDecimal::add));
            assertThat(all.values()).allMatch(sum -> sum.signum() == 0);
            assertThat(told.path("facts").size())
                    .isGreaterThanOrEqualTo(entry.path("facts").size());
        }
    }

    private void eachLotIsTraced() {
        var lots = new HashSet<String>();
        past.entries()
                .forEach(entry -> entry.path("postings").forEach(posting -> {
                    if (posting.has("lot_id")) {
                        lots.add(posting.path("lot_id").asText());
                    }
                }));
        for (var lot : lots) {
            var trace = get("/v1/lots/" + lot + "/trace");
            assertThat(trace.path("origin").asText().equals("TRANSFER"))
                    .as(trace.toString())
                    .isEqualTo(!trace.path("came_from").isEmpty());
        }
    }

    private void listsHold() {
        for (var path : List.of(
                "participants", "groups", "holds", "transfers", "reports/expiring?before=2998-01-01T00:00:00Z")) {
            assertThat(get("/v1/" + path).path("data").isArray()).isTrue();
            assertThat(gateway.get("/v1/" + path, "Accept", "text/csv").statusCode())
                    .isEqualTo(200);
        }
    }

    private Map<String, BigDecimal> sums(
            Predicate<JsonNode> which, java.util.function.Function<JsonNode, String> placeOf) {
        var sums = new TreeMap<String, BigDecimal>();
        past.entries().stream()
                .filter(which)
                .flatMap(entry -> entry.path("postings").valueStream())
                .forEach(
                        posting -> sums.merge(placeOf.apply(posting), amount(posting.path("amount")), BigDecimal::add));
        return sums;
    }

    private static String placeOf(JsonNode posting) {
        return posting.path("asset_id").asText()
                + (posting.has("account_id") ? posting.path("bucket") : posting.path("system_account")).asText();
    }

    private static void assertSame(Map<String, BigDecimal> told, Map<String, BigDecimal> expected) {
        var all = new HashSet<>(told.keySet());
        all.addAll(expected.keySet());
        for (var key : all) {
            assertThat(told.getOrDefault(key, BigDecimal.ZERO))
                    .as(key)
                    .isEqualByComparingTo(expected.getOrDefault(key, BigDecimal.ZERO));
        }
    }

    private JsonNode get(String path) {
        var answer = gateway.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return gateway.json(answer);
    }

    private static Instant time(JsonNode entry) {
        return Instant.parse(entry.path("recorded_at").asText());
    }

    private static BigDecimal amount(JsonNode node) {
        return new BigDecimal(node.asText());
    }
}
