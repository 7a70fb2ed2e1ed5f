package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static dev.sluice.ledger.topology.TestRequests.released;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.topic.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many requests that each touch many lots, all in one round: no transaction may do more than it has the time for. */
class MuchWorkTest {

    private static final int LOTS = 300;
    private static final int ROWS_MAX = 1_000;
    private static final Duration TURN = Duration.ofMillis(25);

    private final TestLedger ledger = TestLedger.with(
            new TopologySettings(
                    "test.",
                    1,
                    Retention.DEFAULT,
                    new Sweep(false, Duration.ofSeconds(1), 1, Duration.ofMinutes(1)),
                    new Backlog(2_000, ROWS_MAX, TURN)),
            Rules.ofTheLedger());

    @BeforeEach
    void given_ann_with_many_lots() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        IntStream.range(0, LOTS).forEach(lot -> ledger.ask(credited(ANN, "lot-" + lot, "1.00")));
    }

    @AfterEach
    void close() {
        assertThat(ledger.deadLetters()).isEmpty();
        ledger.close();
    }

    @Test
    void what_a_round_has_no_time_for_is_kept_and_done_in_turns_in_the_order_in_which_it_came() {
        ledger.oneRound();
        var keys = new ArrayList<String>();
        for (var pair = 0; pair < 10; pair++) {
            ledger.send(held(ANN, "hold-" + pair, LOTS + ".00", Optional.empty()), Map.of());
            ledger.send(released(ANN, "release-" + pair), Map.of());
            keys.add("hold-" + pair);
            keys.add("release-" + pair);
        }
        var atOnce = ledger.answers();
        assertThat(atOnce).as("answered in the round").hasSizeBetween(1, 3);
        assertThat(ledger.postponed()).isEqualTo(keys.size() - atOnce.size());

        var answers = new ArrayList<>(atOnce);
        for (var turn = 0; turn < keys.size(); turn++) {
            ledger.machineClockGoes(TURN);
            answers.addAll(ledger.answers());
        }

        assertThat(ledger.postponed()).isZero();
        assertThat(answers)
                .extracting(answer -> answer.header(Headers.IDEMPOTENCY_KEY))
                .containsExactlyElementsOf(keys);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("(not refused)"));
    }

    @Test
    void the_next_round_may_do_as_much_again() {
        for (var pair = 0; pair < 5; pair++) {
            assertThat(ledger.ask(held(ANN, "hold-" + pair, LOTS + ".00", Optional.empty()))
                            .refusal())
                    .isEqualTo("(not refused)");
            assertThat(ledger.ask(released(ANN, "release-" + pair)).refusal()).isEqualTo("(not refused)");
        }
        assertThat(ledger.postponed()).isZero();
    }
}
