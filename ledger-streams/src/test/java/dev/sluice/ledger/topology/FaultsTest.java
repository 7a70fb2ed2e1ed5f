package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestLedger.reason;
import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger's behaviour when it is itself at fault: the rules of these tests are the real ones until they are told to fail. */
class FaultsTest {

    private final FailingRules rules = new FailingRules();
    private final TestLedger ledger = TestLedger.with(rules);

    @BeforeEach
    void given_ann_and_points() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.journal(0);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void answers_internal_error_where_a_decision_fails_and_applies_nothing() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));
        var before = rows();

        var answer = ledger.ask(credited(ANN, "c-1", "20.00"));

        assertThat(answer.refusal()).isEqualTo("internal_error");
        assertThat(answer.header(Headers.STATUS)).isEqualTo("internal_error");
        assertThat(rows()).isEqualTo(before);
        assertThat(ledger.journal(0)).isEmpty();
        assertThat(ledger.counted("sluice.internal.errors")).isEqualTo(1);
    }

    @Test
    void keeps_the_request_as_a_dead_letter() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));
        ledger.ask(credited(ANN, "c-1", "20.00"));

        var letters = ledger.deadLetters();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().value())
                .isEqualTo(ledger.formats.requests().write(credited(ANN, "c-1", "20.00")));
        assertThat(reason(letters.getFirst())).startsWith("internal_error: ").contains("a rule is broken");
    }

    @Test
    void forgets_the_fault_so_that_the_same_key_can_be_used_once_it_is_mended() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));
        ledger.ask(credited(ANN, "c-1", "20.00"));
        rules.decideFails = Optional.empty();

        var answer = ledger.ask(credited(ANN, "c-1", "20.00"));

        assertThat(answer.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(answer.header(Headers.REPLAYED)).isEqualTo("false");
    }

    @Test
    void does_the_next_request() {
        rules.decideFails = Optional.of(new IllegalStateException("a rule is broken"));
        ledger.ask(credited(ANN, "c-1", "20.00"));
        rules.decideFails = Optional.empty();

        assertThat(ledger.ask(credited(ANN, "c-2", "1.00")).header(Headers.STATUS))
                .isEqualTo("completed");
        JournalChain.check(ledger.journal(0));
    }

    @Test
    void applies_nothing_where_the_new_rows_cannot_be_computed() {
        rules.evolveFails = Optional.of(new ArithmeticException("too many digits"));
        var before = rows();

        assertThat(ledger.ask(credited(ANN, "c-1", "20.00")).refusal()).isEqualTo("internal_error");

        assertThat(rows()).isEqualTo(before);
        assertThat(ledger.journal(0)).isEmpty();
    }

    @Test
    void never_books_an_entry_that_does_not_balance() {
        rules.unbalanced = true;
        var before = rows();

        assertThat(ledger.ask(credited(ANN, "c-1", "20.00")).refusal()).isEqualTo("internal_error");

        assertThat(rows()).isEqualTo(before);
        assertThat(ledger.journal(0)).isEmpty();
    }

    @Test
    void never_takes_trouble_with_the_disk_or_the_broker_for_a_fault_of_one_request() {
        rules.decideFails = Optional.of(new ProcessorStateException("the disk is full"));

        assertThatThrownBy(() -> ledger.ask(credited(ANN, "c-1", "20.00"))).hasRootCauseMessage("the disk is full");
    }

    @Test
    void sweeps_on_past_what_it_cannot_book() {
        var bob = AccountId.ofParticipant("bob");
        ledger.ask(participantMade("bob"));
        var expiry = Optional.of(TestLedger.START.plus(Duration.ofHours(1)));
        ledger.ask(credited(ANN, "c-1", "20.00", expiry));
        ledger.ask(credited(bob, "c-2", "20.00", expiry));
        ledger.journal(0);
        rules.dueFails = Optional.of(ANN);

        ledger.machineClockGoes(Duration.ofHours(2));

        assertThat(ledger.journalRecords(0))
                .extracting(
                        record -> record.entry().accountId(),
                        record -> record.entry().type())
                .containsExactly(tuple(bob, EntryType.EXPIRY));
        assertThat(ledger.counted("sluice.internal.errors")).isPositive();
    }

    private List<String> rows() {
        var rows = new ArrayList<String>();
        for (var store : List.of("balances", "lots")) {
            try (var all = ledger.rows(0, store).all()) {
                all.forEachRemaining(
                        row -> rows.add(row.key + "=" + HexFormat.of().formatHex(row.value)));
            }
        }
        return rows;
    }
}
