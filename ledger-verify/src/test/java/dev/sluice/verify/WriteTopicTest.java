package dev.sluice.verify;

import static dev.sluice.verify.log.LedgerTopic.REPLIES;
import static dev.sluice.verify.log.LedgerTopic.REQUESTS;
import static dev.sluice.verify.log.LedgerTopic.REQUESTS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule that the topic of scope write takes what moves value, and nothing that makes or ends it, nor a question. */
class WriteTopicTest {

    private RecordedRun run;

    @BeforeEach
    void take_a_real_run() {
        run = RecordedRun.of("run-132");
    }

    @Test
    void what_moves_value_may_come_from_there() {
        var moved = moveToWriteTopic(type("hold").and(this::isOfNoApiKey));

        assertThat(run.verify().findings().kept()).isEmpty();
        assertThat(run.all(REQUESTS_WRITE)).containsExactly(moved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create_program", "create_asset", "fund_wallet"})
    void finds_what_needs_the_scope_admin_and_was_done_all_the_same(String type) {
        var moved = moveToWriteTopic(type(type).and(this::wasDone));

        assertThat(run.verify().findings().kept())
                .filteredOn(violation -> violation.rule() == Rule.REPLY)
                .extracting(Violation::expected)
                .contains("wrong_topic, as %s has it".formatted(moved.place()));
    }

    /** Whoever hides it by another reply leaves an entry behind that nobody was told of. */
    @Test
    void finds_what_was_booked_though_its_reply_says_that_it_was_refused() {
        var moved = moveToWriteTopic(type("fund_wallet").and(this::isOfNoApiKey).and(this::wasDone));
        for (var reply : List.copyOf(run.all(REPLIES))) {
            if (isReplyTo(reply, moved)) {
                refuse(reply);
            }
        }

        assertThat(run.verify().findings().kept())
                .extracting(Violation::expected)
                .anyMatch(expected -> expected.endsWith("and its reply"));
    }

    @Test
    void finds_a_question_that_was_answered() {
        var moved = moveToWriteTopic(tree -> tree.path("type").asText().startsWith("get_"));

        assertThat(run.verify().findings().kept())
                .extracting(Violation::expected)
                .contains("wrong_topic, as %s has it".formatted(moved.place()));
    }

    /** No gateway writes there, so an entry that names the key that the request claims was booked in somebody's name. */
    @Test
    void finds_that_a_name_of_an_api_key_was_believed() {
        var moved =
                moveToWriteTopic(type("credit").and(tree -> !isOfNoApiKey(tree)).and(this::wasDone));

        assertThat(run.verify().findings().kept())
                .filteredOn(violation -> violation.rule() == Rule.REQUEST)
                .extracting(Violation::expected)
                .contains("the actor unknown, as %s has it".formatted(moved.place()));
    }

    /** The record as it was, but on the other topic, where it is the first of its partition. */
    private LogRecord moveToWriteTopic(Predicate<JsonNode> which) {
        var record = run.first(REQUESTS, which);
        run.around(record).remove(record);
        var moved = new LogRecord(
                new Place(REQUESTS_WRITE, record.partition(), 0),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
        run.records(REQUESTS_WRITE, record.partition()).add(moved);
        return moved;
    }

    private static Predicate<JsonNode> type(String type) {
        return tree -> tree.path("type").asText().equals(type);
    }

    private boolean isOfNoApiKey(JsonNode request) {
        return run.all(REQUESTS).stream()
                .filter(record -> sameKey(RecordedRun.tree(record), request))
                .noneMatch(
                        record -> record.headers().getOrDefault("principal", "").startsWith("api-key:"));
    }

    private boolean wasDone(JsonNode request) {
        return run.all(REPLIES).stream()
                .filter(reply -> "completed".equals(reply.headers().get("status")))
                .anyMatch(reply -> sameKey(RecordedRun.tree(reply), request));
    }

    private static boolean isReplyTo(LogRecord reply, LogRecord request) {
        return sameKey(RecordedRun.tree(reply), RecordedRun.tree(request));
    }

    private static boolean sameKey(JsonNode one, JsonNode other) {
        return one.path("account_id").equals(other.path("account_id"))
                && one.path("idempotency_key").equals(other.path("idempotency_key"));
    }

    private void refuse(LogRecord reply) {
        var at = run.around(reply).indexOf(reply);
        run.change(reply, tree -> {
            tree.put("type", "refused").remove("result");
            tree.putObject("rejection")
                    .put("code", "wrong_topic")
                    .put("message", "No")
                    .putArray("errors");
        });
        var changed = run.around(reply).get(at);
        var headers = new HashMap<>(changed.headers());
        headers.put("status", "wrong_topic");
        run.around(reply)
                .set(at, new LogRecord(changed.place(), changed.timestamp(), changed.key(), changed.value(), headers));
    }
}
