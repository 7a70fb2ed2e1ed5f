package dev.sluice.verify;

import static dev.sluice.verify.log.LedgerTopic.JOURNAL;
import static dev.sluice.verify.log.LedgerTopic.REPLIES;
import static dev.sluice.verify.log.LedgerTopic.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.verify.log.LogRecord;
import java.util.HashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of damage to replies and requests, with the rule and the place by which it is found. */
class DamagedRepliesTest {

    private RecordedRun run;

    @BeforeEach
    void take_a_real_run() {
        run = RecordedRun.of("run-132");
    }

    @Test
    void finds_a_balance_that_was_told_wrongly() {
        var reply = firstAdjusted();
        run.change(reply, tree -> ((ObjectNode) tree.at("/result/adjusted/balance")).put("available", "123456.78"));

        found(Rule.REPLY, reply, "the balance after it");
    }

    @Test
    void finds_a_replay_with_other_bytes() {
        var replay = run.all(REPLIES).stream()
                .filter(reply -> "true".equals(reply.headers().get("replayed")))
                .findFirst()
                .orElseThrow();
        run.change(replay, tree -> tree.put("added", "by somebody"));

        found(Rule.ONCE, replay, "the bytes of the first reply");
    }

    @Test
    void finds_a_reply_that_tells_of_no_entry() {
        var reply = firstAdjusted();
        run.change(
                reply,
                tree -> ((ObjectNode) tree.at("/result/adjusted"))
                        .put("journal_entry_id", "018fd118-9400-7000-8000-000000000000"));

        found(Rule.REPLY, reply, "an entry of the journal");
    }

    @Test
    void finds_a_reply_that_was_dropped() {
        var reply = firstAdjusted();
        var key = RecordedRun.tree(reply).path("idempotency_key");
        var request = run.first(REQUESTS, tree -> tree.path("idempotency_key").equals(key));
        run.around(reply).remove(reply);

        found(Rule.REPLY, request, "a reply to the");
    }

    @Test
    void finds_a_refusal_of_what_was_booked() {
        var reply = firstAdjusted();
        var entry = RecordedRun.tree(reply).at("/result/adjusted/journal_entry_id");
        var index = run.around(reply).indexOf(reply);
        run.change(reply, tree -> {
            tree.put("type", "refused").remove("result");
            tree.putObject("rejection")
                    .put("code", "insufficient_balance")
                    .put("message", "No")
                    .putArray("errors");
        });
        var changed = run.around(reply).get(index);
        var headers = new HashMap<>(changed.headers());
        headers.put("status", "insufficient_balance");
        run.around(reply)
                .set(
                        index,
                        new LogRecord(changed.place(), changed.timestamp(), changed.key(), changed.value(), headers));

        var booked = run.first(JOURNAL, link -> link.at("/entry/id").equals(entry));
        found(Rule.REPLY, booked, "and its reply");
    }

    @Test
    void finds_a_request_of_which_more_was_booked_than_was_asked_for() {
        var request = run.first(REQUESTS, tree -> tree.path("type").asText().equals("credit") && wasBooked(tree));
        run.change(request, tree -> tree.put("amount", "0.01"));

        assertThat(run.verify().findings().counts()).containsKey(Rule.REQUEST);
    }

    @Test
    void finds_headers_that_say_something_else() {
        var reply = firstAdjusted();
        var headers = new HashMap<>(reply.headers());
        headers.put("status", "account_not_found");
        var at = run.around(reply).indexOf(reply);
        run.around(reply).set(at, new LogRecord(reply.place(), reply.timestamp(), reply.key(), reply.value(), headers));

        found(Rule.REPLY, reply, "headers that say");
    }

    private boolean wasBooked(JsonNode request) {
        return run.all(REPLIES).stream()
                .map(RecordedRun::tree)
                .anyMatch(reply -> reply.path("idempotency_key").equals(request.path("idempotency_key"))
                        && reply.path("type").asText().equals("completed"));
    }

    private LogRecord firstAdjusted() {
        return run.first(REPLIES, tree -> tree.at("/result/adjusted").isObject());
    }

    private void found(Rule rule, LogRecord at, String expected) {
        assertThat(run.verify().findings().kept())
                .filteredOn(violation -> violation.rule() == rule)
                .filteredOn(violation -> violation.place().equals(at.place().toString()))
                .extracting(Violation::expected)
                .anyMatch(text -> text.contains(expected));
    }
}
