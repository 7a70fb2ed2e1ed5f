package dev.sluice.verify;

import static dev.sluice.verify.log.LedgerTopic.JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.verify.log.LogRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of damage to a journal, with the rule and the place by which it is found. */
class DamagedJournalTest {

    private RecordedRun run;

    @BeforeEach
    void take_a_real_run() {
        run = RecordedRun.of("run-132");
    }

    @Test
    void finds_a_record_that_was_changed() {
        var record = journal().get(7);
        run.change(record, link -> entry(link).put("description", "Something else"));

        found(Rule.CHAIN, journal().get(8), "previous_hash to be the hash of the record before");
    }

    @Test
    void finds_a_record_that_was_dropped() {
        journal().remove(7);

        found(Rule.CHAIN, journal().get(7), "sequence 7");
    }

    @Test
    void finds_two_neighbours_that_were_swapped() {
        var seventh = journal().remove(7);
        journal().add(8, seventh);

        found(Rule.CHAIN, journal().get(7), "sequence 7");
    }

    @Test
    void finds_a_record_that_is_there_twice() {
        journal().add(8, journal().get(7));

        found(Rule.CHAIN, journal().get(8), "sequence 8");
    }

    @Test
    void finds_a_record_that_is_there_twice_though_the_chain_was_computed_anew() {
        var credit = firstOf("CREDIT");
        var around = run.around(credit);
        around.add(around.indexOf(credit) + 1, credit);
        run.chainAnew();

        found(Rule.ONCE, credit, "to be booked once");
    }

    @Test
    void finds_a_record_that_was_dropped_though_the_chain_was_computed_anew() {
        var credit = firstOf("CREDIT");
        run.around(credit).remove(credit);
        run.chainAnew();

        assertThat(rules()).contains(Rule.REPLY);
        assertThat(told()).contains("an entry of the journal with the id that it tells");
    }

    @Test
    void finds_a_balance_that_is_off_by_one() {
        var credit = firstOf("CREDIT");
        run.change(credit, link -> addTo(postings(link).get(1), "0.01"));
        run.chainAnew();

        found(Rule.SUM, credit, "postings that sum to zero");
    }

    @Test
    void finds_an_amount_that_was_changed_on_both_sides() {
        var credit = first(link -> type(link).equals("CREDIT")
                && postings(link).size() == 2
                && facts(link).isEmpty());
        run.change(credit, link -> {
            addTo(postings(link).get(0), "-1");
            addTo(postings(link).get(1), "1");
        });
        run.chainAnew();

        found(Rule.REQUEST, credit, "the amount that was asked for");
    }

    @Test
    void finds_a_vintage_that_was_changed() {
        var credit = first(link -> type(link).equals("CREDIT") && hasFact(link, "lot_opened"));
        run.change(credit, link -> fact(link, "lot_opened").put("created_at", "2020-01-01T00:00:00Z"));
        run.chainAnew();

        found(Rule.REQUEST, credit, "created_at as it was asked for");
    }

    @Test
    void finds_a_holds_amount_that_was_changed() {
        var hold = first(link -> hasFact(link, "hold_opened"));
        run.change(hold, link -> addTo(fact(link, "hold_opened"), "1"));
        run.chainAnew();

        found(Rule.HOLD, hold, "to be opened with its amount");
    }

    @Test
    void finds_what_is_taken_of_another_lot_than_there_is() {
        var hold =
                first(link -> type(link).equals("HOLD") && postings(link).get(0).has("lot_id"));
        run.change(
                hold,
                link -> postings(link)
                        .forEach(posting ->
                                ((ObjectNode) posting).put("lot_id", "018fd118-9400-7000-8000-000000000000")));
        run.chainAnew();

        found(Rule.LOT, hold, "a lot that the account has of the asset");
    }

    @Test
    void finds_a_key_that_was_booked_twice() {
        var credit = firstOf("CREDIT");
        var around = run.around(credit);
        around.add(around.indexOf(credit) + 1, credit);
        run.change(
                around.get(around.indexOf(credit)),
                link -> entry(link).put("id", "018fd118-9400-7000-8000-000000000000"));
        run.chainAnew();

        assertThat(rules()).contains(Rule.ONCE);
    }

    @Test
    void finds_a_leg_of_a_transfer_that_is_missing() {
        run = RecordedRun.of("run-74");
        var transfer = first(link -> type(link).equals("TRANSFER") && hasFact(link, "transfer_made"));
        run.change(transfer, link -> {
            var legs = (ArrayNode) fact(link, "transfer_made").path("legs");
            legs.add(legs.path(0).deepCopy());
        });
        run.chainAnew();

        found(Rule.TRANSIT, transfer, "a transfer that pays");
    }

    @Test
    void finds_the_second_half_of_a_transfer_missing_and_what_is_left_in_transit() {
        var half = first(link -> type(link).equals("TRANSFER")
                && postings(link).get(0).path("system_account").asText().equals("SYSTEM_TRANSIT"));
        var id = RecordedRun.tree(half).path("entry").path("id");
        var setAside = first(link -> type(link).equals("TRANSFER_SET_ASIDE")
                && entry(link).path("id").equals(id));
        run.around(half).remove(half);
        run.chainAnew();

        found(Rule.TRANSIT, setAside, "a transfer that pays");
        assertThat(run.verify().transit()).isNotEmpty();
    }

    @Test
    void finds_a_program_or_asset_that_one_partition_knows_otherwise() {
        var asset =
                first(link -> type(link).equals("ASSET_STORED") && !entry(link).has("idempotency_key"));
        run.change(asset, link -> ((ObjectNode) fact(link, "asset_stored").path("asset")).put("name", "Other"));
        run.chainAnew();

        assertThat(rules()).contains(Rule.CATALOGUE);
    }

    @Test
    void finds_what_is_no_json_and_goes_on() {
        var record = journal().get(7);
        journal()
                .set(
                        7,
                        new LogRecord(
                                record.place(), record.timestamp(), record.key(), new byte[] {'{'}, record.headers()));

        found(Rule.FORM, record, "a JSON object");
        assertThat(run.verify().entries()).isGreaterThan(20);
    }

    private List<LogRecord> journal() {
        return run.records(JOURNAL, 0);
    }

    private LogRecord first(Predicate<JsonNode> which) {
        return run.first(JOURNAL, which);
    }

    private LogRecord firstOf(String type) {
        return first(link -> type(link).equals(type));
    }

    private static String type(JsonNode link) {
        return link.path("entry").path("type").asText();
    }

    private static ObjectNode entry(JsonNode link) {
        return (ObjectNode) link.path("entry");
    }

    private static JsonNode postings(JsonNode link) {
        return link.path("entry").path("postings");
    }

    private static JsonNode facts(JsonNode link) {
        return link.path("entry").path("facts");
    }

    private static boolean hasFact(JsonNode link, String type) {
        return StreamSupport.stream(facts(link).spliterator(), false)
                .anyMatch(fact -> fact.path("type").asText().equals(type));
    }

    private static ObjectNode fact(JsonNode link, String type) {
        return (ObjectNode) StreamSupport.stream(facts(link).spliterator(), false)
                .filter(fact -> fact.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static void addTo(JsonNode with, String more) {
        var amount = new BigDecimal(with.path("amount").asText());
        var sum = amount.add(new BigDecimal(more)).setScale(Math.max(amount.scale(), 0));
        ((ObjectNode) with).put("amount", sum.toPlainString());
    }

    private void found(Rule rule, LogRecord at, String expected) {
        assertThat(run.verify().findings().kept())
                .filteredOn(violation -> violation.rule() == rule)
                .filteredOn(violation -> violation.place().equals(at.place().toString()))
                .extracting(Violation::expected)
                .anyMatch(text -> text.contains(expected));
    }

    private List<Rule> rules() {
        return List.copyOf(run.verify().findings().counts().keySet());
    }

    private String told() {
        return run.verify().findings().kept().toString();
    }
}
