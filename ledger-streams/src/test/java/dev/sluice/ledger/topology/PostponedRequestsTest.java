package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.debited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * More is due on Ann's account than may be booked at once: three holds of 1.00 run out, which are three entries, and her 10.00
 * expire. All that may be booked for requests between two turns is one of them, and the turns do one thing each. The sweep is
 * off, so that nothing is booked but what somebody waits for.
 */
class PostponedRequestsTest {

    private static final AccountId BOB = AccountId.ofParticipant("bob");
    private static final Instant DUE = TestLedger.START.plus(Duration.ofHours(1));
    private static final Duration TURN = Duration.ofMillis(100);
    private static final int ENTRIES_DUE = 4;

    private final TestLedger ledger = TestLedger.with(
            new TopologySettings(
                    "test.",
                    2,
                    Retention.DEFAULT,
                    new Sweep(false, Duration.ofSeconds(1), 1, Sweep.DEFAULT.time()),
                    new Backlog(1, 1_000_000, TURN)),
            Rules.ofTheLedger());

    private final int home = ledger.home(balancesOf(ANN, "anything"));

    @BeforeEach
    void given_more_that_is_due_than_may_be_booked_at_once() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade("bob"));
        ledger.ask(credited(BOB, "bobs", "5.00"));
        ledger.ask(credited(ANN, "stays", "5.00"));
        ledger.ask(credited(ANN, "goes", "10.00", Optional.of(DUE)));
        for (var hold = 1; hold < ENTRIES_DUE; hold++) {
            ledger.ask(held(ANN, "h-" + hold, "1.00", Optional.of(DUE)));
        }
        ledger.journal(home);
    }

    @AfterEach
    void nothing_is_postponed_for_ever() {
        assertThat(ledger.postponed()).isZero();
        assertThat(ledger.deadLetters()).isEmpty();
        ledger.close();
    }

    private void turns(int count) {
        for (var turn = 0; turn < count; turn++) {
            ledger.machineClockGoes(TURN);
        }
    }

    private void send(Request... requests) {
        for (var request : requests) {
            ledger.send(request, Map.of());
        }
    }

    private List<String> keysAnswered() {
        return ledger.answers().stream()
                .map(answer -> answer.header(Headers.IDEMPOTENCY_KEY))
                .toList();
    }

    private static String available(TestLedger.Answer answer) {
        return ((BalanceList) answer.result()).data().getFirst().available().toString();
    }

    @Test
    void shows_what_there_was_just_before_the_instant_and_what_is_left_just_after_it() {
        var before = ledger.at(DUE.minusMillis(1)).ask(balancesOf(ANN, "before"));
        assertThat(available(before)).isEqualTo("12.00");

        ledger.at(DUE);
        send(balancesOf(ANN, "after"));
        turns(ENTRIES_DUE);

        assertThat(available(ledger.onlyAnswer())).isEqualTo("5.00");
    }

    @Test
    void books_a_bounded_part_of_what_is_due_and_then_another_in_each_turn() {
        ledger.at(DUE);

        send(held(ANN, "h", "5.01", Optional.empty()));
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.postponed()).isEqualTo(1);
        assertThat(ledger.journal(home)).hasSize(1);

        for (var left = ENTRIES_DUE - 1; left > 0; left--) {
            assertThat(ledger.answers()).isEmpty();
            turns(1);
            assertThat(ledger.journal(home)).hasSize(1);
        }
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("insufficient_balance");
    }

    @Test
    void serves_other_accounts_at_once() {
        ledger.at(DUE);
        send(balancesOf(ANN, "q"));

        var answer = ledger.ask(debited(BOB, "d", "5.00"));

        assertThat(answer.header(Headers.STATUS)).isEqualTo("completed");
        turns(ENTRIES_DUE);
        assertThat(keysAnswered()).containsExactly("q");
    }

    @Test
    void applies_the_requests_of_an_account_in_the_order_in_which_they_came() {
        ledger.at(DUE);

        send(
                debited(ANN, "d-1", "3.00"),
                balancesOf(ANN, "q"),
                debited(ANN, "d-2", "3.00"),
                credited(ANN, "c", "1.00"),
                debited(ANN, "d-3", "3.00"));
        turns(2 * ENTRIES_DUE);

        var answers = ledger.answers();
        assertThat(answers.stream().map(answer -> answer.header(Headers.IDEMPOTENCY_KEY)))
                .containsExactly("d-1", "q", "d-2", "c", "d-3");
        assertThat(answers.stream().map(answer -> answer.header(Headers.STATUS)))
                .containsExactly("completed", "completed", "insufficient_balance", "completed", "completed");
        assertThat(available(answers.get(1))).isEqualTo("2.00");
        assertThat(ledger.journalRecords(home))
                .extracting(record -> record.entry().type())
                .endsWith(EntryType.DEBIT, EntryType.CREDIT, EntryType.DEBIT);
    }

    @Test
    void has_one_outcome_for_a_request_that_comes_again_while_the_first_attempt_waits() {
        ledger.at(DUE);

        send(debited(ANN, "d", "3.00"), debited(ANN, "d", "3.000"), debited(ANN, "d", "4.00"));
        turns(2 * ENTRIES_DUE);

        var answers = ledger.answers();
        assertThat(answers.stream().map(answer -> answer.header(Headers.REPLAYED)))
                .containsExactly("false", "true", "false");
        assertThat(answers.get(1).value()).isEqualTo(answers.get(0).value());
        assertThat(answers.get(2).refusal()).isEqualTo("idempotency_conflict");
    }

    @Test
    void answers_whoever_asked_as_if_nothing_had_been_in_between() {
        ledger.at(DUE);

        ledger.send(
                debited(ANN, "d", "3.00"),
                Map.of(Headers.REQUEST_ID, "attempt-1", Headers.TRACEPARENT, "00-trace", Headers.REPLY_PARTITION, "0"));
        turns(ENTRIES_DUE);

        var answer = ledger.onlyAnswer();
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("attempt-1");
        assertThat(answer.header(Headers.TRACEPARENT)).isEqualTo("00-trace");
        assertThat(answer.record().getRecordTime()).isEqualTo(DUE);
    }

    @Test
    void postpones_a_request_that_landed_on_another_partition_too() {
        ledger.at(DUE);

        ledger.sendTo(1 - home, balancesOf(ANN, "astray"), Map.of());
        send(balancesOf(ANN, "q"));
        assertThat(ledger.postponed()).isEqualTo(2);
        turns(ENTRIES_DUE);

        assertThat(keysAnswered()).containsExactly("astray", "q");
    }

    @Test
    void goes_on_where_it_was_when_a_task_begins_again() {
        ledger.at(DUE);
        send(debited(ANN, "d-1", "3.00"), debited(ANN, "d-2", "3.00"));
        turns(1);

        ledger.restart(home);
        send(balancesOf(ANN, "q"));
        assertThat(ledger.postponed()).isEqualTo(3);
        turns(ENTRIES_DUE);

        assertThat(keysAnswered()).containsExactly("d-1", "d-2", "q");
    }

    @Test
    void comes_to_an_end_with_an_account_that_is_asked_for_all_the_time() {
        ledger.at(DUE);
        send(balancesOf(ANN, "q-1"), balancesOf(ANN, "q-2"), balancesOf(ANN, "q-3"), balancesOf(ANN, "q-4"));
        turns(ENTRIES_DUE - 1);
        assertThat(keysAnswered()).containsExactly("q-1");

        send(balancesOf(ANN, "q-5"));
        assertThat(keysAnswered()).containsExactly("q-2", "q-3");
        send(balancesOf(ANN, "q-6"));
        assertThat(keysAnswered()).containsExactly("q-4", "q-5");
        send(balancesOf(ANN, "q-7"));
        assertThat(keysAnswered()).containsExactly("q-6", "q-7");

        send(balancesOf(ANN, "q-8"));
        assertThat(keysAnswered()).containsExactly("q-8");
    }

    @Test
    void counts_what_is_postponed() {
        ledger.at(DUE);

        send(balancesOf(ANN, "q-1"), balancesOf(ANN, "q-2"));

        assertThat(ledger.counted("sluice.ledger.requests", "operation", "get_balances", "outcome", "postponed"))
                .isEqualTo(2);
        turns(ENTRIES_DUE);
        assertThat(ledger.counted("sluice.ledger.requests", "operation", "get_balances", "outcome", "answered"))
                .isEqualTo(2);
    }
}
