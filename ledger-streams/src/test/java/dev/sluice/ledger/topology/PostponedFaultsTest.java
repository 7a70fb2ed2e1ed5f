package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestLedger.reason;
import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.debited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger's behaviour when it is at fault with a request that was postponed: the same as with one that has just come. */
class PostponedFaultsTest {

    private static final Instant DUE = TestLedger.START.plus(Duration.ofHours(1));
    private static final Duration TURN = Duration.ofMillis(100);

    private final FailingRules rules = new FailingRules();
    private final TestLedger ledger = TestLedger.with(
            new TopologySettings(
                    "test.",
                    1,
                    Retention.DEFAULT,
                    new Sweep(false, Duration.ofSeconds(1), 1, Sweep.DEFAULT.time()),
                    new Backlog(1, 1_000_000, TURN)),
            rules);

    @BeforeEach
    void given_a_request_that_is_postponed_and_another_behind_it() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(credited(ANN, "c", "5.00"));
        ledger.ask(held(ANN, "h-1", "1.00", Optional.of(DUE)));
        ledger.ask(held(ANN, "h-2", "1.00", Optional.of(DUE)));
        ledger.at(DUE);
        ledger.send(debited(ANN, "d-1", "3.00"), Map.of());
        ledger.send(debited(ANN, "d-2", "3.00"), Map.of());
        assertThat(ledger.postponed()).isEqualTo(2);
        ledger.journal(0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void answers_internal_error_where_its_decision_fails_and_does_the_next() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));
        ledger.machineClockGoes(TURN);
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("internal_error");
        rules.decideFails = Optional.empty();

        ledger.machineClockGoes(TURN);

        assertThat(ledger.onlyAnswer().reply().idempotencyKey()).isEqualTo(TestRequests.key("d-2"));
        assertThat(ledger.postponed()).isZero();
        assertThat(ledger.counted("sluice.internal.errors")).isEqualTo(1);
        JournalChain.check(ledger.journal(0));
    }

    @Test
    void keeps_it_as_a_dead_letter_that_tells_where_it_stood() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));

        ledger.machineClockGoes(TURN);

        var letter = ledger.deadLetters().getFirst();
        assertThat(letter.value()).isEqualTo(ledger.formats.requests().write(debited(ANN, "d-1", "3.00")));
        assertThat(letter.key()).isEqualTo(ANN.toKey());
        assertThat(TestLedger.header(letter, "source-topic")).contains("test.requests");
        assertThat(reason(letter)).startsWith("internal_error: ").contains("a rule is broken");
    }

    @Test
    void answers_all_that_wait_where_what_is_due_cannot_be_booked() {
        rules.dueFails = Optional.of(ANN);

        ledger.machineClockGoes(TURN);
        ledger.machineClockGoes(TURN);

        assertThat(ledger.answers())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("internal_error"));
        assertThat(ledger.postponed()).isZero();
    }

    @Test
    void takes_it_up_again_once_it_is_mended() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));
        ledger.machineClockGoes(TURN);
        ledger.machineClockGoes(TURN);
        ledger.answers();
        rules.decideFails = Optional.empty();

        var answer = ledger.ask(debited(ANN, "d-1", "3.00"));

        assertThat(answer.refusal()).isEqualTo("(not refused)");
        assertThat(ledger.ask(balancesOf(ANN, "q")).refusal()).isEqualTo("(not refused)");
    }

    @Test
    void never_takes_trouble_with_the_disk_or_the_broker_for_a_fault_of_one_request() {
        rules.decideFails = Optional.of(new ProcessorStateException("the disk is full"));

        assertThatThrownBy(() -> ledger.machineClockGoes(TURN)).hasRootCauseMessage("the disk is full");
    }
}
