package dev.sluice.endtoend;

import static dev.sluice.endtoend.LedgerCaller.fate;
import static dev.sluice.endtoend.LedgerCaller.fates;
import static dev.sluice.endtoend.LedgerCaller.inWords;
import static dev.sluice.endtoend.LedgerCaller.ok;
import static dev.sluice.endtoend.LedgerCaller.operation;
import static dev.sluice.endtoend.LedgerCaller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.http.HttpAnswer;
import dev.sluice.endtoend.LedgerCaller.Value;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.InventoryMode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Over HTTP and Kafka: what ends holds for good, and what is told of them afterwards. */
class SettlementIT {

    @RegisterExtension
    private static final LedgerUnderTest ledger = LedgerUnderTest.usual();

    private static final LedgerCaller caller = ledger.caller();

    @ParameterizedTest
    @CsvSource({
        // Held: 60 of 100. By what, settled, of the hold captured, released, and AVAILABLE afterwards.
        "LOT,    hold_id,      45.50, 45.50, 14.50, 54.50",
        "SIMPLE, hold_id,      45.50, 45.50, 14.50, 54.50",
        "LOT,    reference_id, 45.50, 45.50, 14.50, 54.50",
        "SIMPLE, reference_id, 45.50, 45.50, 14.50, 54.50",
        "LOT,    hold_id,      60.00, 60.00, 0.00,  40.00",
        "SIMPLE, reference_id, 60.00, 60.00, 0.00,  40.00",
        "LOT,    hold_id,      ,      60.00, 0.00,  40.00",
        "SIMPLE, hold_id,      ,      60.00, 0.00,  40.00",
        "LOT,    reference_id, ,      60.00, 0.00,  40.00",
        "SIMPLE, reference_id, ,      60.00, 0.00,  40.00",
        "LOT,    hold_id,      75.00, 60.00, 0.00,  25.00",
        "SIMPLE, hold_id,      75.00, 60.00, 0.00,  25.00",
        "LOT,    reference_id, 75.00, 60.00, 0.00,  25.00",
        "SIMPLE, reference_id, 75.00, 60.00, 0.00,  25.00",
        "LOT,    hold_id,      100.00, 60.00, 0.00, 0.00",
        "SIMPLE, reference_id, 100.00, 60.00, 0.00, 0.00",
    })
    void captures_less_more_and_all_of_what_is_held(
            InventoryMode mode, String by, String settled, String captured, String released, String available) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "50.00", "50.00");
        var hold = caller.hold(ann, value, "60.00", "order").path("hold_id").asText();
        var request = operation(value).put(by, by.equals("hold_id") ? hold : "order");
        if (settled != null) {
            request.put("amount", settled);
        }

        var answer = ok(caller.operate(ann, "capture", request));

        assertThat(answer.path("amount_captured").asText()).isEqualTo(settled == null ? "60.00" : settled);
        assertThat(answer.path("amount_released").asText()).isEqualTo(released);
        assertThat(answer.has("lots_processed")).isEqualTo(mode == InventoryMode.LOT);
        assertThat(inWords(answer.path("balance"))).isEqualTo(available + "/0.00");
        assertThat(caller.balance(ann, value)).isEqualTo(available + "/0.00");
        assertThat(fate(caller.readHold(ann, hold)))
                .isEqualTo("CLOSED 60.00: 0.00 remaining, %s captured, %s released, 0.00 forfeited"
                        .formatted(captured, released));
    }

    @ParameterizedTest
    @CsvSource({"LOT, hold_id", "SIMPLE, hold_id", "LOT, reference_id", "SIMPLE, reference_id"})
    void moves_nothing_where_available_lacks_a_cent_of_what_is_settled_beyond_the_hold(InventoryMode mode, String by) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "50.00", "50.00");
        var hold = caller.hold(ann, value, "60.00", "order").path("hold_id").asText();
        caller.hold(ann, value, "10.00", "another order");
        var lots = mode == InventoryMode.LOT ? caller.listLots(ann, value).toString() : "none";
        var entries = ledger.journal().entriesOf(ann);
        var request =
                operation(value).put(by, by.equals("hold_id") ? hold : "order").put("amount", "90.01");

        refused(caller.operate(ann, "capture", request), 422, "insufficient_balance");

        assertThat(caller.balance(ann, value)).isEqualTo("30.00/70.00");
        assertThat(fate(caller.readHold(ann, hold)))
                .isEqualTo("OPEN 60.00: 60.00 remaining, 0.00 captured, 0.00 released, 0.00 forfeited");
        assertThat(mode == InventoryMode.LOT ? caller.listLots(ann, value).toString() : "none")
                .isEqualTo(lots);
        assertThat(ledger.journal().entriesOf(ann)).isEqualTo(entries);
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void lets_one_alone_end_a_hold_that_many_would_settle_at_once(InventoryMode mode) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "60.00", "60.00");
        var hold = caller.hold(ann, value, "100.00", "order").path("hold_id").asText();

        var answers = atOnce(
                20,
                () -> caller.operate(ann, "capture", operation(value).put("hold_id", hold)),
                () -> caller.operate(
                        ann,
                        "capture",
                        operation(value).put("reference_id", "order").put("amount", "70.00")),
                () -> caller.operate(ann, "release", operation(value).put("reference_id", "order")));

        assertThat(answers).filteredOn(HttpAnswer::isSuccess).hasSize(1);
        assertThat(refusals(answers)).isSubsetOf("hold_not_open", "nothing_to_process");
        var ended = caller.readHold(ann, hold);
        var captured = decimal(ended, "captured");
        assertThat(captured)
                .as("all, what was settled, or none")
                .isIn(new BigDecimal("100.00"), new BigDecimal("70.00"), new BigDecimal("0.00"));
        assertThat(fate(ended))
                .isEqualTo("CLOSED 100.00: 0.00 remaining, %s captured, %s released, 0.00 forfeited"
                        .formatted(captured, new BigDecimal("100.00").subtract(captured)));
        assertThat(caller.balance(ann, value)).isEqualTo(new BigDecimal("120.00").subtract(captured) + "/0.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void ends_each_unit_in_one_place_however_many_take_from_a_hold_at_once(InventoryMode mode) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "40.00", "60.00");
        var hold = caller.hold(ann, value, "100.00", "order").path("hold_id").asText();
        var part = operation(value).put("reference_id", "order");
        var release = part.deepCopy().put("amount", "3.00");
        var forfeit = part.deepCopy().put("bucket", "HELD").put("amount", "1.00");

        // All releases and forfeits together take 80 at most, so that there is something left for one capture.
        var answers = atOnce(
                20,
                () -> caller.operate(ann, "release", release),
                () -> caller.operate(ann, "forfeit", forfeit),
                () -> caller.operate(ann, "capture", operation(value).put("hold_id", hold)));

        var captures = succeeded(answers, "amount_captured");
        assertThat(captures).hasSize(1);
        var parts = succeeded(answers, "amount_processed");
        var released = sum(parts, "RELEASE");
        var forfeited = sum(parts, "FORFEIT");
        var captured = decimal(captures.getFirst(), "amount_captured");
        assertThat(captured.add(released).add(forfeited)).isEqualTo(new BigDecimal("100.00"));
        assertThat(fate(caller.readHold(ann, hold)))
                .isEqualTo("CLOSED 100.00: 0.00 remaining, %s captured, %s released, %s forfeited"
                        .formatted(captured, released, forfeited));
        assertThat(caller.balance(ann, value)).isEqualTo(released + "/0.00");
        assertThat(refusals(answers)).isSubsetOf("hold_not_open", "nothing_to_process", "insufficient_balance");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE", "SUSPENDED", "CLOSED"})
    void voids_what_was_credited_into_held_and_never_what_its_holder_moved_there(String status) {
        var value = caller.newValue(InventoryMode.LOT);
        var ann = caller.newParticipantWith(value, "50.00");
        var own = caller.hold(ann, value, "20.00", "order").path("hold_id").asText();
        creditHeld(ann, value, "7.00", "order");
        creditHeld(ann, value, "5.00", "another order");
        caller.setStatus(ann, status);

        var voided = ok(caller.operate(ann, "void-hold", operation(value).put("reference_id", "order")));

        assertThat(voided.path("operation").asText()).isEqualTo("VOID_HOLD");
        assertThat(voided.path("amount_processed").asText()).isEqualTo("7.00");
        assertThat(inWords(voided.path("balance"))).isEqualTo("30.00/25.00");
        assertThat(caller.balance(ann, value)).isEqualTo("30.00/25.00");
        assertThat(fate(caller.readHold(ann, own)))
                .isEqualTo("OPEN 20.00: 20.00 remaining, 0.00 captured, 0.00 released, 0.00 forfeited");
    }

    @Test
    void leaves_value_to_its_owner_who_held_it_again_after_it_was_released() {
        var value = caller.newValue(InventoryMode.LOT);
        var ann = caller.newParticipant();
        creditHeld(ann, value, "7.00", "order");
        ok(caller.operate(ann, "release", operation(value).put("reference_id", "order")));
        caller.hold(ann, value, "7.00", "order");

        refused(
                caller.operate(ann, "void-hold", operation(value).put("reference_id", "order")),
                422,
                "nothing_to_process");

        assertThat(caller.balance(ann, value)).isEqualTo("0.00/7.00");
    }

    @ParameterizedTest
    @EnumSource(InventoryMode.class)
    void tells_of_open_and_of_closed_holds_what_became_of_every_unit(InventoryMode mode) {
        var value = caller.newValue(mode);
        var ann = caller.newParticipantWith(value, "100.00");
        caller.hold(ann, value, "10.00", "captured");
        caller.hold(ann, value, "20.00", "taken from");
        caller.hold(ann, value, "30.00", "untouched");
        var taken = operation(value).put("reference_id", "taken from");
        ok(caller.operate(ann, "release", taken.deepCopy().put("amount", "2.00")));
        ok(caller.operate(ann, "forfeit", taken.deepCopy().put("bucket", "HELD").put("amount", "3.00")));
        ok(caller.operate(
                ann,
                "adjust",
                taken.deepCopy().put("type", "DEBIT").put("bucket", "HELD").put("amount", "4.00")));
        ok(caller.operate(
                ann, "capture", operation(value).put("reference_id", "captured").put("amount", "6.00")));

        var all = caller.listHolds(ann, value, "limit=200");

        var captured = "CLOSED 10.00: 0.00 remaining, 6.00 captured, 4.00 released, 0.00 forfeited";
        var takenFrom = "OPEN 20.00: 11.00 remaining, 4.00 captured, 2.00 released, 3.00 forfeited";
        var untouched = "OPEN 30.00: 30.00 remaining, 0.00 captured, 0.00 released, 0.00 forfeited";
        assertThat(fates(all)).containsExactly(takenFrom, untouched, captured);
        assertThat(fates(caller.listHolds(ann, value, "status=OPEN"))).containsExactly(takenFrom, untouched);
        assertThat(fates(caller.listHolds(ann, value, "status=CLOSED"))).containsExactly(captured);
        assertThat(fates(caller.listHolds(ann, value, "reference_id=untouched")))
                .containsExactly(untouched);
        assertThat(fates(caller.listHolds(ann, value, "status=CLOSED&reference_id=untouched")))
                .isEmpty();
        assertThat(all)
                .allSatisfy(
                        row -> assertThat(caller.readHold(ann, row.path("id").asText()))
                                .isEqualTo(row));
    }

    private static void creditHeld(AccountId account, Value value, String amount, String reference) {
        ObjectNode credit = operation(value).put("type", "CREDIT").put("bucket", "HELD");
        ok(caller.operate(
                account, "adjust", credit.put("reference_id", reference).put("amount", amount)));
    }

    private interface Call extends Callable<HttpAnswer> {}

    /** All calls, so many times each, on a thread for each. */
    private static List<HttpAnswer> atOnce(int times, Call... calls) {
        var all = Collections.nCopies(times, calls).stream().flatMap(Stream::of).toList();
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            return threads.invokeAll(all).stream().map(Future::resultNow).toList();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
    }

    private static List<JsonNode> succeeded(List<HttpAnswer> answers, String field) {
        return answers.stream()
                .filter(HttpAnswer::isSuccess)
                .map(HttpAnswer::json)
                .filter(answer -> answer.has(field))
                .toList();
    }

    private static Set<String> refusals(List<HttpAnswer> answers) {
        return answers.stream()
                .filter(answer -> !answer.isSuccess())
                .map(answer -> answer.json().path("code").asText())
                .collect(Collectors.toSet());
    }

    private static BigDecimal sum(List<JsonNode> answers, String operation) {
        return answers.stream()
                .filter(answer -> answer.path("operation").asText().equals(operation))
                .map(answer -> decimal(answer, "amount_processed"))
                .reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }
}
