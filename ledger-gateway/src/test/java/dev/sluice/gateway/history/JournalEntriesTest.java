package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.history.WrittenPast.Entry;
import dev.sluice.gateway.history.WrittenPast.Line;
import dev.sluice.gateway.history.WrittenPast.Said;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntriesTest {

    private static final long SEED = Long.getLong("sluice.seed", 14);
    private static final Comparator<Entry> OLDEST_FIRST =
            Comparator.comparing(Entry::at).thenComparingInt(Entry::partition).thenComparingLong(Entry::sequence);

    private static RunningGateway gateway;
    private static WrittenPast past;
    private static RandomPast random;

    @BeforeAll
    static void start() {
        System.out.println("seed " + SEED);
        var database = PastDatabase.migrated();
        past = new WrittenPast(database);
        random = new RandomPast(past, SEED);
        random.catalogue();
        random.goesOn(300);
        gateway = new RunningGateway(database.settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void a_walk_over_all_pages_sees_each_entry_once_newest_first_while_others_come() {
        var expected = newestFirst(entry -> true);

        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = gateway.json(gateway.get("/v1/journal-entries?limit=7" + cursor));
            page.path("data").forEach(entry -> seen.add(placeOf(entry)));
            cursor = page.at("/pagination/has_more").asBoolean()
                    ? "&cursor=" + page.at("/pagination/next_cursor").asText()
                    : null;
            random.goesOn(1);
        } while (cursor != null);

        // What came meanwhile may lie behind the place that the walk had reached, where another partition is further.
        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(expected);
        assertThat(seen).isSubsetOf(newestFirst(entry -> true));
    }

    static List<Filter> filters() {
        var pick = new Random(SEED);
        var all = List.of(
                new Filter("account_id=" + RandomPast.account(1), entry -> concerns(entry, RandomPast.account(1))),
                new Filter("participant_external_id=ann", entry -> concerns(entry, RandomPast.account(0))),
                new Filter("program_id=" + WrittenPast.PROGRAM, entry -> true),
                new Filter(
                        "asset_id=" + RandomPast.ASSETS.get(1),
                        entry -> RandomPast.ASSETS.get(1).equals(entry.asset())),
                new Filter(
                        "type=CREDIT,HOLD", entry -> List.of("CREDIT", "HOLD").contains(entry.type())),
                new Filter(
                        "type=TRANSFER&type=FORFEIT",
                        entry -> List.of("TRANSFER", "FORFEIT").contains(entry.type())),
                new Filter(
                        "reference_id=order-2",
                        entry -> "order-2".equals(entry.said().reference())),
                new Filter("actor=shop", entry -> "shop".equals(entry.said().actor())),
                new Filter("actor=ledger", entry -> entry.said().actor() == null),
                new Filter(
                        "hold_id=" + new UUID(7, 3), entry -> has(entry, line -> new UUID(7, 3).equals(line.hold()))),
                new Filter("lot_id=" + new UUID(8, 3), entry -> has(entry, line -> new UUID(8, 3).equals(line.lot()))),
                new Filter("amount_min=50", entry -> entry.amount().compareTo(new BigDecimal("50")) >= 0),
                new Filter("amount_max=75.5", entry -> entry.amount().compareTo(new BigDecimal("75.5")) <= 0),
                new Filter(
                        "recorded_from=2026-01-31T00:00:00Z",
                        entry -> !entry.at().isBefore(Instant.parse("2026-01-31T00:00:00Z"))),
                new Filter(
                        "recorded_to=2026-02-02T01:00:00%2B01:00",
                        entry -> entry.at().isBefore(Instant.parse("2026-02-02T00:00:00Z"))),
                new Filter(
                        "metadata%5Bshop%5D=s1",
                        entry -> "s1".equals(entry.said().metadata().get("shop"))),
                new Filter(
                        "metadata%5Bshop%5D=s2&metadata%5Btill%5D=1",
                        entry -> "s2".equals(entry.said().metadata().get("shop"))));
        var combined = new ArrayList<>(all);
        for (var i = 0; i < 40; i++) {
            var one = all.get(pick.nextInt(all.size()));
            var other = all.get(pick.nextInt(all.size()));
            if (!one.name().equals(other.name())) {
                combined.add(new Filter(
                        one.query() + "&" + other.query(), one.naive().and(other.naive())));
            }
        }
        return combined;
    }

    @Test
    void each_filter_and_each_two_of_them_give_what_a_naive_filter_gives() {
        for (var filter : filters()) {
            assertThat(walk(filter.query())).as(filter.query()).isEqualTo(newestFirst(filter.naive()));
        }
    }

    @Test
    void an_entry_has_its_postings_with_the_balances_that_they_left() {
        for (var entry : past.entries().subList(0, 40)) {
            var told = gateway.json(gateway.get("/v1/journal-entries?recorded_from=" + entry.at()
                            + "&limit=200&recorded_to=" + entry.at().plusMillis(1)))
                    .path("data");

            var postings = told.valueStream()
                    .filter(each -> placeOf(each).equals(placeOf(entry)))
                    .findFirst()
                    .orElseThrow()
                    .path("postings");
            assertThat(postings).hasSize(entry.lines().size());
            for (var line = 0; line < postings.size(); line++) {
                assertThat(new BigDecimal(postings.get(line).path("amount").asText()))
                        .isEqualByComparingTo(entry.lines().get(line).amount());
                assertThat(new BigDecimal(
                                postings.get(line).path("balance_after").asText()))
                        .isEqualByComparingTo(entry.left().get(line).after());
            }
        }
    }

    @Test
    void an_entry_over_two_partitions_is_told_as_one_that_sums_to_zero() {
        var transfer = past.entries().stream()
                .filter(entry -> entry.type().equals("TRANSFER"))
                .findFirst()
                .orElseThrow();

        var answer = gateway.get("/v1/journal-entries/" + transfer.id());

        var told = gateway.json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(told.path("parts")).hasSize(2);
        assertThat(told.at("/parts/0/hash").asText()).isEqualTo("00ff");
        assertThat(told.path("postings")).hasSize(4);
        assertThat(told.path("postings")
                        .valueStream()
                        .map(posting -> new BigDecimal(posting.path("amount").asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("0");
    }

    @Test
    void an_entry_names_what_came_before_it_and_after_it() {
        var database = PastDatabase.migrated();
        var chain = new WrittenPast(database).ofPartitions(1);
        var ann = RandomPast.account(0);
        var asset = RandomPast.ASSETS.getFirst();
        chain.asset(asset, "PTS", 2);
        var hold = new UUID(5, 1);
        var capture = new UUID(5, 2);
        var reversal = new UUID(5, 3);
        var at = RandomPast.BEGINNING;
        chain.book(0, at, "HOLD", hold, ann, Said.nothing(), Line.on(ann, asset, "HELD", "1"));
        chain.book(
                0,
                at.plusMillis(1),
                "CAPTURE",
                capture,
                ann,
                Said.nothing().following(hold),
                Line.on(ann, asset, "HELD", "-1"));
        chain.book(
                0,
                at.plusMillis(2),
                "REVERSAL",
                reversal,
                ann,
                Said.nothing().reversing(capture),
                Line.on(ann, asset, "HELD", "1"));

        try (var asked = new RunningGateway(database.settings())) {
            var told = asked.json(asked.get("/v1/journal-entries/" + capture));
            assertThat(told.at("/before/0/id").asText()).isEqualTo(hold.toString());
            assertThat(told.at("/after/0/id").asText()).isEqualTo(reversal.toString());
            var first = asked.json(asked.get("/v1/journal-entries/" + hold));
            assertThat(first.path("before")).isEmpty();
            assertThat(first.path("after")
                            .valueStream()
                            .map(entry -> entry.path("type").asText()))
                    .containsExactly("CAPTURE", "REVERSAL");
        }
    }

    @Test
    void an_entry_that_is_not_there_is_404() {
        var answer = gateway.get("/v1/journal-entries/" + new UUID(0, 99));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("history_not_found");
    }

    @Test
    void csv_has_a_line_for_each_posting_of_all_entries_however_many_pages_that_takes() {
        var answer = gateway.get("/v1/journal-entries?recorded_from=2000-01-01T00:00:00Z", "Accept", "text/csv");

        var lines = answer.body().split("\r\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.headers().firstValue("Sluice-As-Of")).isPresent();
        assertThat(lines[0]).startsWith("recorded_at,id,type,account_id");
        assertThat(lines)
                .hasSize(1
                        + past.entries().stream()
                                .mapToInt(entry -> entry.lines().size())
                                .sum());
        assertThat(lines[1]).contains(",'=description of ");
    }

    @ParameterizedTest
    @CsvSource({
        "account_id=ann, #/account_id",
        "typ=CREDIT, #/typ",
        "type=CREDITED, #/type",
        "recorded_from=yesterday, #/recorded_from",
        "recorded_from=2026-02-02T00:00:00Z&recorded_to=2026-02-01T00:00:00Z, #/recorded_to",
        "amount_min=5&amount_max=4, #/amount_max",
        "amount_min=1e3, #/amount_min",
        "limit=0, #/limit",
        "limit=201, #/limit",
        "cursor=abc, #/cursor",
        "cursor=%2F%2F, #/cursor",
        "reference_id=a&reference_id=b, #/reference_id",
        "reference_id=%00, #/reference_id",
    })
    void a_bad_parameter_is_refused_by_name(String query, String pointer) {
        var answer = gateway.get("/v1/journal-entries?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("invalid_field");
        assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void a_cursor_of_the_same_list_with_other_filters_is_refused() {
        var cursor = gateway.json(gateway.get("/v1/journal-entries?limit=1&type=CREDIT"))
                .at("/pagination/next_cursor")
                .asText();

        assertThat(gateway.get("/v1/journal-entries?limit=1&type=CREDIT&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/v1/journal-entries?limit=1&type=HOLD&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_key_that_no_text_of_the_database_can_be_is_refused() {
        var answer = gateway.get("/v1/journal-entries?metadata%5Ba%00b%5D=c");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(gateway.json(answer).path("code").asText()).isEqualTo("invalid_field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table entry; --", "%\\_", "{\"a\":1}", "ü€😀"})
    void what_a_caller_sends_is_a_value_and_never_a_part_of_the_question(String text) {
        var sent = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);

        assertThat(gateway.get("/v1/journal-entries?reference_id=" + sent + "&actor=" + sent + "&metadata%5B" + sent
                                + "%5D=" + sent)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.json(gateway.get("/v1/journal-entries")).path("data"))
                .isNotEmpty();
    }

    private static List<String> walk(String query) {
        var seen = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var answer = gateway.get("/v1/journal-entries?limit=50&" + query + cursor);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var page = gateway.json(answer);
            page.path("data").forEach(entry -> seen.add(placeOf(entry)));
            cursor = page.at("/pagination/has_more").asBoolean()
                    ? "&cursor=" + page.at("/pagination/next_cursor").asText()
                    : null;
        }
        return seen;
    }

    private static List<String> newestFirst(Predicate<Entry> filter) {
        return past.entries().stream()
                .filter(filter)
                .sorted(OLDEST_FIRST.reversed())
                .map(JournalEntriesTest::placeOf)
                .toList();
    }

    private static String placeOf(Entry entry) {
        return entry.id() + "@" + entry.partition() + ":" + entry.sequence();
    }

    private static String placeOf(JsonNode entry) {
        return entry.path("id").asText() + "@" + entry.at("/parts/0/partition").asText() + ":"
                + entry.at("/parts/0/sequence").asText();
    }

    private static boolean concerns(Entry entry, UUID account) {
        return entry.account().equals(account) || has(entry, line -> account.equals(line.account()));
    }

    private static boolean has(Entry entry, Predicate<Line> matches) {
        return entry.lines().stream().anyMatch(matches);
    }

    /** A filter as it is asked, and as a naive one. */
    record Filter(String query, Predicate<Entry> naive) {

        String name() {
            return query.substring(0, query.indexOf('=')).replaceAll("_(from|to)$", "");
        }
    }
}
