package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.RunningGateway;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports, against the sum of all lines and against one another. */
class ReportsTest {

    private static final long SEED = Long.getLong("sluice.seed", 77);
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    private static RunningGateway gateway;
    private static WrittenPast past;

    @BeforeAll
    static void start() {
        System.out.println("seed " + SEED);
        var database = PastDatabase.migrated();
        past = new WrittenPast(database);
        var random = new RandomPast(past, SEED);
        random.catalogue();
        random.goesOn(300);
        past.readToTheEnd(END);
        past.lot(
                new UUID(8, 1),
                RandomPast.account(0),
                RandomPast.ASSETS.getFirst(),
                Instant.parse("2026-01-05T00:00:00Z"),
                Instant.parse("2026-06-30T00:00:00Z"),
                "12.50",
                new UUID(5, 1));
        gateway = new RunningGateway(database.settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void the_trial_balance_is_the_sum_of_all_lines_before_its_instant_and_zero_together() {
        for (var asOf : instants()) {
            var report = report("/trial-balance?as_of=" + asOf);

            for (var row : report.path("data")) {
                assertThat(amount(row.path("balance"))).as(row.toString()).isEqualByComparingTo(naive(asOf, row));
            }
            for (var total : report.path("totals")) {
                assertThat(amount(total.path("balance"))).isEqualByComparingTo("0");
            }
            for (var asset : RandomPast.ASSETS) {
                assertThat(sum(report, asset, row -> true, "balance")).isEqualByComparingTo("0");
            }
        }
    }

    @Test
    void what_is_owed_is_what_the_trial_balance_has_for_participants_and_groups_whatever_it_is_told_by() {
        for (var asOf : instants()) {
            var trial = report("/trial-balance?as_of=" + asOf);
            for (var by : List.of("vintage_month", "expiry_month", "status")) {
                var owed = report("/liability?as_of=" + asOf + "&group_by=" + by);
                for (var asset : RandomPast.ASSETS) {
                    assertThat(sum(owed, asset, row -> true, "owed"))
                            .isEqualByComparingTo(sum(trial, asset, ReportsTest::isOwed, "balance"));
                }
            }
        }
    }

    @Test
    void a_rollforward_begins_and_ends_with_the_trial_balance_and_adds_up() {
        var random = new Random(SEED);
        for (var from : instants()) {
            var to = from.plusMillis(random.nextInt(300_000_000));
            var opening = report("/trial-balance?as_of=" + from);
            var closing = report("/trial-balance?as_of=" + to);

            for (var interval : List.of("", "&interval=day", "&interval=month")) {
                var rows = report("/rollforward?from=" + from + "&to=" + to + interval)
                        .path("data");
                for (var row : rows) {
                    var sum = amount(row.path("opening"));
                    for (var type : MovementClass.values()) {
                        sum = sum.add(amount(row.path(type.wireName())));
                    }
                    assertThat(amount(row.path("closing"))).isEqualByComparingTo(sum);
                }
                for (var asset : RandomPast.ASSETS) {
                    var own = rows.valueStream()
                            .filter(row -> row.path("asset_id").asText().equals(asset.toString()))
                            .toList();
                    if (!own.isEmpty() && interval.isEmpty()) {
                        assertThat(amount(own.getFirst().path("opening")))
                                .isEqualByComparingTo(sum(opening, asset, ReportsTest::isAccount, "balance"));
                        assertThat(amount(own.getLast().path("closing")))
                                .isEqualByComparingTo(sum(closing, asset, ReportsTest::isAccount, "balance"));
                    }
                }
            }
        }
    }

    @Test
    void a_rollforward_by_days_goes_on_where_the_day_before_ended() {
        var rows = report("/rollforward?from=2026-01-30T00:00:00Z&to=2026-02-03T00:00:00Z&interval=day");

        for (var asset : RandomPast.ASSETS) {
            var days = rows.path("data")
                    .valueStream()
                    .filter(row -> row.path("asset_id").asText().equals(asset.toString()))
                    .toList();
            for (var day = 1; day < days.size(); day++) {
                assertThat(days.get(day).path("opening"))
                        .isEqualTo(days.get(day - 1).path("closing"));
            }
        }
    }

    @Test
    void a_movement_that_nobody_can_classify_fails_the_report_and_is_never_left_out() {
        var database = PastDatabase.migrated();
        var odd = new WrittenPast(database).ofPartitions(1);
        var ann = RandomPast.account(0);
        var asset = RandomPast.ASSETS.getFirst();
        odd.asset(asset, "PTS", 2);
        odd.book(
                0,
                RandomPast.BEGINNING,
                "HOLD",
                new UUID(5, 9),
                ann,
                WrittenPast.Said.nothing(),
                WrittenPast.Line.on("SYSTEM_REDEMPTION", asset, "-1"),
                WrittenPast.Line.on(ann, asset, "HELD", "1"));
        odd.readToTheEnd(END);

        try (var asked = new RunningGateway(database.settings())) {
            assertThat(asked.get("/v1/reports/rollforward?from=2026-01-01T00:00:00Z")
                            .statusCode())
                    .isEqualTo(500);
            assertThat(asked.get("/v1/reports/trial-balance").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_summary_tells_what_accounts_have_and_how_many() {
        var trial = report("/trial-balance");

        for (var row : report("/summary").path("data")) {
            var asset = UUID.fromString(row.path("asset_id").asText());
            assertThat(amount(row.path("closing")))
                    .isEqualByComparingTo(sum(trial, asset, ReportsTest::isAccount, "balance"));
            assertThat(row.path("accounts_with_balance").asInt()).isBetween(1, 5);
            assertThat(row.path("ever")).isEqualTo(row.path("period"));
        }
    }

    @Test
    void what_lapses_is_listed_before_its_time_only() {
        assertThat(report("/expiring?before=2026-07-01T00:00:00Z")
                        .at("/data/0/available")
                        .asText())
                .isEqualTo("12.50");
        assertThat(report("/expiring?before=2026-06-30T00:00:00Z").path("data")).isEmpty();
    }

    @Test
    void every_report_is_there_as_csv_with_as_many_lines() {
        for (var path : List.of(
                "/trial-balance",
                "/liability",
                "/rollforward?from=2026-01-01T00:00:00Z",
                "/summary",
                "/expiring?before=2026-07-01T00:00:00Z",
                "/holds-aging",
                "/breakage")) {
            var csv = gateway.get("/v1/reports" + path, "Accept", "text/csv");

            assertThat(csv.statusCode()).as(path).isEqualTo(200);
            assertThat(csv.body().split("\r\n"))
                    .as(path)
                    .hasSize(1 + report(path).path("data").size());
        }
    }

    @Test
    void a_report_of_an_instant_that_has_not_been_reached_is_not_given() {
        var answer = gateway.get("/v1/reports/trial-balance?as_of=" + END.plusMillis(1));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("history_behind");
    }

    @Test
    void bad_parameters_are_refused_by_name() {
        assertThat(pointer("/rollforward")).isEqualTo("#/from");
        assertThat(pointer("/rollforward?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"))
                .isEqualTo("#/to");
        assertThat(pointer("/rollforward?from=2026-02-01T00:00:00Z&interval=week"))
                .isEqualTo("#/interval");
        assertThat(pointer("/rollforward?from=2020-02-01T00:00:00Z&interval=day"))
                .isEqualTo("#/interval");
        assertThat(pointer("/liability?group_by=age")).isEqualTo("#/group_by");
        assertThat(pointer("/expiring")).isEqualTo("#/before");
        assertThat(pointer("/holds-aging?as_of=2026-01-01T00:00:00Z")).isEqualTo("#/as_of");
    }

    private static String pointer(String path) {
        return gateway.json(gateway.get("/v1/reports" + path))
                .at("/errors/0/pointer")
                .asText();
    }

    private static List<Instant> instants() {
        var random = new Random(SEED);
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(Instant.parse("2026-02-01T00:00:00Z"), RandomPast.BEGINNING),
                        random.ints(6, 0, 500_000_000).mapToObj(RandomPast.BEGINNING::plusMillis))
                .toList();
    }

    private static JsonNode report(String path) {
        var answer = gateway.get("/v1/reports" + path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return gateway.json(answer);
    }

    private static BigDecimal naive(Instant before, JsonNode row) {
        var asset = row.path("asset_id").asText();
        var place = row.path("account_class").asText();
        return past.entries().stream()
                .filter(entry -> entry.at().isBefore(before))
                .flatMap(entry -> entry.lines().stream())
                .filter(line -> line.asset().toString().equals(asset)
                        && place.equals(line.account() == null ? line.system() : "PARTICIPANT")
                        && (line.account() == null
                                || row.path("bucket").asText().equals(line.bucket())))
                .map(WrittenPast.Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(
            JsonNode report, UUID asset, java.util.function.Predicate<JsonNode> which, String field) {
        return report.path("data")
                .valueStream()
                .filter(row -> row.path("asset_id").asText().equals(asset.toString()))
                .filter(which)
                .map(row -> amount(row.path(field)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean isOwed(JsonNode row) {
        return List.of("PARTICIPANT", "GROUP")
                .contains(row.path("account_class").asText());
    }

    private static boolean isAccount(JsonNode row) {
        return !row.path("account_class").asText().startsWith("SYSTEM");
    }

    private static BigDecimal amount(JsonNode node) {
        return new BigDecimal(node.asText());
    }
}
