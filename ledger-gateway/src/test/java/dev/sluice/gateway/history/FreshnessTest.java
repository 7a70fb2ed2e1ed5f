package dev.sluice.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.RunningGateway;
import dev.sluice.gateway.history.WrittenPast.Line;
import dev.sluice.gateway.history.WrittenPast.Said;
import dev.sluice.schema.reply.BalanceList;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The freshness of answers, and the refusals where history is behind, gone, or not there at all. */
class FreshnessTest {

    private static final String ENTRIES = "/v1/journal-entries";
    private static final String BALANCES = "/v1/participants/" + RandomPast.account(0) + "/balances";

    @Test
    void a_question_waits_until_what_its_asker_has_written_is_read() {
        var database = PastDatabase.migrated();
        var past = new WrittenPast(database).ofPartitions(2);
        try (var gateway = new RunningGateway(database.settings())) {
            var asked = CompletableFuture.supplyAsync(() -> gateway.get(ENTRIES, "Sluice-At-Least", "1:0"));

            past.book(
                    1,
                    RandomPast.BEGINNING,
                    "CREDIT",
                    new UUID(5, 5),
                    RandomPast.account(1),
                    Said.nothing(),
                    Line.on(RandomPast.account(1), RandomPast.ASSETS.getFirst(), "AVAILABLE", "1"));

            var answer = asked.join();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(gateway.json(answer).path("data")).hasSize(1);
        }
    }

    @Test
    void a_question_that_needs_more_than_is_read_is_503_with_a_time_to_try_again() {
        var database = PastDatabase.migrated();
        new WrittenPast(database).ofPartitions(2);
        var settings = new HashMap<>(database.settings());
        settings.put("sluice.history.patience", "100ms");
        try (var gateway = new RunningGateway(settings)) {
            var answer = gateway.get(ENTRIES, "Sluice-At-Least", "0:0, 1:17");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(gateway.json(answer).path("code").asText()).isEqualTo("history_behind");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1842", "0:-1", "a:b", "0:1,", "9:0"})
    void a_position_that_is_none_is_refused_by_the_headers_name(String position) {
        var database = PastDatabase.migrated();
        new WrittenPast(database).ofPartitions(2);
        try (var gateway = new RunningGateway(database.settings())) {
            var answer = gateway.get(ENTRIES, "Sluice-At-Least", position);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(gateway.json(answer).at("/errors/0/pointer").asText()).isEqualTo("#/Sluice-At-Least");
        }
    }

    @Test
    void an_answer_says_up_to_when_every_partition_is_known() {
        var database = PastDatabase.migrated();
        var past = new WrittenPast(database).ofPartitions(2);
        try (var gateway = new RunningGateway(database.settings())) {
            assertThat(gateway.get(ENTRIES).headers().firstValue("Sluice-As-Of"))
                    .isEmpty();

            past.run("update position set at_end_at = ? where partition = 0", Instant.parse("2026-01-03T00:00:00Z"));
            past.run(
                    "update position set ledger_time = ?, at_end_at = ? where partition = 1",
                    Instant.parse("2026-01-02T00:00:00Z"),
                    Instant.parse("2026-01-01T00:00:00Z"));

            assertThat(gateway.get(ENTRIES).headers().firstValue("Sluice-As-Of"))
                    .hasValue("2026-01-02T00:00:00Z");
        }
    }

    @Test
    void without_a_history_questions_to_it_are_503_and_the_ledger_answers_as_ever() {
        try (var gateway = new RunningGateway()) {
            gateway.ledger().answers(new BalanceList(List.of()));

            for (var path : List.of(ENTRIES, BALANCES + "?as_of=2026-01-01T00:00:00Z")) {
                var answer = gateway.get(path);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(gateway.json(answer).path("code").asText()).isEqualTo("history_unavailable");
            }
            assertThat(gateway.get(BALANCES).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void with_a_database_that_is_gone_questions_are_503_and_the_ledger_answers_as_ever() {
        try (var gateway =
                new RunningGateway(Map.of("sluice.history.jdbc-url", "jdbc:postgresql://127.0.0.1:1/none"))) {
            gateway.ledger().answers(new BalanceList(List.of()));

            var asked = CompletableFuture.supplyAsync(() -> gateway.get(ENTRIES));
            assertThat(gateway.get(BALANCES).statusCode()).isEqualTo(200);

            assertThat(asked.join().statusCode()).isEqualTo(503);
            assertThat(gateway.json(asked.join()).path("code").asText()).isEqualTo("history_unavailable");
        }
    }

    @Test
    void a_schema_without_tables_is_a_history_that_is_not_there_yet() {
        var settings = new HashMap<>(PastDatabase.migrated().settings());
        settings.put("sluice.history.schema", "nobody_made_this");
        try (var gateway = new RunningGateway(settings)) {
            var answer = gateway.get(ENTRIES);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(gateway.json(answer).path("code").asText()).isEqualTo("history_unavailable");
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_given_up_and_the_ledger_answers_meanwhile() throws Exception {
        var database = PastDatabase.migrated();
        new WrittenPast(database).ofPartitions(1);
        var settings = new HashMap<>(database.settings());
        settings.put("sluice.history.statement-timeout", "200ms");
        settings.put("sluice.history.connections", "1");
        try (var gateway = new RunningGateway(settings);
                var blocker = database.connection()) {
            gateway.ledger().answers(new BalanceList(List.of()));
            blocker.setAutoCommit(false);
            try (var statement = blocker.createStatement()) {
                statement.execute("lock table entry in access exclusive mode");
            }

            var slow = CompletableFuture.supplyAsync(() -> gateway.get(ENTRIES));
            assertThat(gateway.get(BALANCES).statusCode()).isEqualTo(200);

            assertThat(slow.join().statusCode()).isEqualTo(504);
            assertThat(gateway.json(slow.join()).path("code").asText()).isEqualTo("history_timeout");
            blocker.rollback();
            assertThat(gateway.get(ENTRIES).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_question_needs_the_scope_of_questions() {
        var settings = new HashMap<String, Object>();
        RunningGateway.putKey(settings, 1, "writer", "key-that-writes", "write");
        try (var gateway = new RunningGateway(settings)) {
            assertThat(gateway.get(ENTRIES, "X-API-Key", "none").statusCode()).isEqualTo(401);
            assertThat(gateway.get(ENTRIES, "X-API-Key", "key-that-writes").statusCode())
                    .isEqualTo(403);
        }
    }
}
