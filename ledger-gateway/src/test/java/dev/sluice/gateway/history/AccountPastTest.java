package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.RunningGateway;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statements and balances at an instant, against the sum of all lines. */
class AccountPastTest {

    private static final long SEED = Long.getLong("sluice.seed", 41);
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final List<String> BUCKETS = List.of("available", "held", "deferred");

    private static RunningGateway gateway;
    private static WrittenPast past;

    @BeforeAll
    static void start() {
        System.out.println("seed " + SEED);
        var database = PastDatabase.migrated();
        past = new WrittenPast(database);
        var random = new RandomPast(past, SEED);
        random.catalogue();
        random.goesOn(250);
        past.readToTheEnd(END);
        gateway = new RunningGateway(database.settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void opening_and_lines_add_up_to_closing_in_any_range() {
        var random = new Random(SEED);
        for (var i = 0; i < 40; i++) {
            var account = RandomPast.account(random.nextInt(5));
            var asset = RandomPast.ASSETS.get(random.nextInt(2));
            var from = somewhere(random);
            var to = from.plusMillis(random.nextInt(200_000_000));

            var statement = walk(
                    "/v1/participants/" + account + "/statement?asset_id=" + asset + "&from=" + from + "&to=" + to);

            for (var bucket : BUCKETS) {
                var name = bucket.toUpperCase(java.util.Locale.ROOT);
                var running = amount(statement.getFirst().at("/opening/" + bucket));
                assertThat(running).isEqualByComparingTo(past.naive(account, asset, name, Optional.of(from)));
                var totals = new HashMap<String, BigDecimal>();
                for (var page : statement) {
                    for (var line : page.path("lines")) {
                        var moved = amount(line.at("/amounts/" + bucket));
                        running = running.add(moved);
                        assertThat(amount(line.at("/balance/" + bucket))).isEqualByComparingTo(running);
                        totals.merge(line.path("type").asText(), moved, BigDecimal::add);
                    }
                }
                assertThat(amount(statement.getFirst().at("/closing/" + bucket)))
                        .isEqualByComparingTo(running);
                assertThat(running).isEqualByComparingTo(past.naive(account, asset, name, Optional.of(to)));
                for (var type : totals.keySet()) {
                    assertThat(amount(statement.getFirst().at("/totals/" + type + "/" + bucket)))
                            .isEqualByComparingTo(totals.get(type));
                }
            }
        }
    }

    @Test
    void a_statement_without_a_range_begins_with_nothing_and_ends_with_all_that_is_known() {
        var account = RandomPast.account(2);
        var asset = RandomPast.ASSETS.getFirst();

        var statement = walk("/v1/participants/" + account + "/statement?asset_id=" + asset);

        assertThat(amount(statement.getFirst().at("/opening/available"))).isEqualByComparingTo("0");
        assertThat(amount(statement.getFirst().at("/closing/available")))
                .isEqualByComparingTo(past.naive(account, asset, "AVAILABLE", Optional.empty()));
        assertThat(statement.getFirst().at("/opening/available").asText()).isEqualTo("0.00");
    }

    @Test
    void a_statement_as_csv_has_all_lines() {
        var account = RandomPast.account(0);
        var asset = RandomPast.ASSETS.getFirst();
        var path = "/v1/participants/" + account + "/statement?asset_id=" + asset;

        var csv = gateway.get(path, "Accept", "text/csv").body().split("\r\n");

        var lines =
                walk(path).stream().mapToInt(page -> page.path("lines").size()).sum();
        assertThat(csv).hasSize(1 + lines);
        assertThat(csv[0]).startsWith("recorded_at,journal_entry_id,type,amounts.available");
    }

    @Test
    void balances_at_an_instant_are_the_sums_of_all_that_was_recorded_before() {
        var random = new Random(SEED);
        for (var i = 0; i < 40; i++) {
            var account = RandomPast.account(random.nextInt(5));
            var asOf = i == 0 ? END : somewhere(random);

            var answer = gateway.get("/v1/participants/" + account + "/balances?as_of=" + asOf);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            for (var balance : gateway.json(answer).path("data")) {
                for (var bucket : BUCKETS) {
                    assertThat(amount(balance.path(bucket)))
                            .isEqualByComparingTo(past.naive(
                                    account,
                                    UUID.fromString(balance.path("asset_id").asText()),
                                    bucket.toUpperCase(java.util.Locale.ROOT),
                                    Optional.of(asOf)));
                }
            }
        }
        assertThat(gateway.ledger().requests()).isEmpty();
    }

    @Test
    void the_closing_balance_of_each_interval_is_the_balance_at_its_end() {
        var account = RandomPast.account(1);
        var asset = RandomPast.ASSETS.get(1);
        var range = "&from=2026-01-30T05:30:00Z&to=2026-02-04T11:00:00Z";

        var days = gateway.json(
                gateway.get("/v1/participants/" + account + "/balances/history?asset_id=" + asset + range));

        assertThat(days.path("data").valueStream().map(day -> day.path("until").asText()))
                .containsExactly(
                        "2026-01-31T00:00:00Z",
                        "2026-02-01T00:00:00Z",
                        "2026-02-02T00:00:00Z",
                        "2026-02-03T00:00:00Z",
                        "2026-02-04T00:00:00Z",
                        "2026-02-04T11:00:00Z");
        for (var day : days.path("data")) {
            assertThat(amount(day.path("available")))
                    .isEqualByComparingTo(past.naive(
                            account,
                            asset,
                            "AVAILABLE",
                            Optional.of(Instant.parse(day.path("until").asText()))));
        }
    }

    @Test
    void an_instant_that_has_not_been_reached_is_told_to_be_asked_again() {
        var late = END.plusMillis(1);
        var base = "/v1/participants/" + RandomPast.account(0);

        for (var path : List.of(
                base + "/balances?as_of=" + late,
                base + "/statement?asset_id=" + RandomPast.ASSETS.getFirst() + "&to=" + late)) {
            var answer = gateway.get(path);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(gateway.json(answer).path("code").asText()).isEqualTo("history_behind");
        }
    }

    @Test
    void an_account_that_is_not_there_is_404_and_one_of_another_kind_too() {
        var asset = "/statement?asset_id=" + RandomPast.ASSETS.getFirst();

        assertThat(gateway.get("/v1/participants/" + new UUID(0, 5) + asset).statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/v1/groups/" + RandomPast.account(0) + asset).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_missing_asset_and_too_many_intervals_are_refused_by_name() {
        var base = "/v1/participants/" + RandomPast.account(0);
        var many = "&from=2000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&interval=hour";

        var missing = gateway.json(gateway.get(base + "/statement"));
        var fine =
                gateway.json(gateway.get(base + "/balances/history?asset_id=" + RandomPast.ASSETS.getFirst() + many));

        assertThat(missing.path("code").asText()).isEqualTo("missing_field");
        assertThat(missing.at("/errors/0/pointer").asText()).isEqualTo("#/asset_id");
        assertThat(fine.at("/errors/0/pointer").asText()).isEqualTo("#/interval");
    }

    private static Instant somewhere(Random random) {
        return random.nextInt(4) == 0
                ? past.entries().get(random.nextInt(past.entries().size())).at()
                : RandomPast.BEGINNING.plusMillis(random.nextInt(600_000_000));
    }

    private static List<JsonNode> walk(String path) {
        var pages = new ArrayList<JsonNode>();
        var cursor = "";
        while (cursor != null) {
            var answer = gateway.get(path + "&limit=6" + cursor);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            pages.add(gateway.json(answer));
            cursor = pages.getLast().at("/pagination/has_more").asBoolean()
                    ? "&cursor=" + pages.getLast().at("/pagination/next_cursor").asText()
                    : null;
        }
        return pages;
    }

    private static BigDecimal amount(JsonNode node) {
        return new BigDecimal(node.asText());
    }
}
