package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.EntryType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueSweepTest {

    private final TestLedger ledger = TestLedger.ofOnePartition();

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
    void books_what_falls_due_on_an_account_that_nobody_touches() {
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(TestLedger.START.plus(Duration.ofMinutes(1)))));
        ledger.ask(credited(ANN, "c-2", "5.00"));
        ledger.ask(held(ANN, "h-1", "1.00", Optional.of(TestLedger.START.plus(Duration.ofSeconds(30)))));
        ledger.journal(0);

        ledger.machineClockGoes(Duration.ofMinutes(2));

        var booked = ledger.journal(0);
        assertThat(booked.stream()
                        .map(record -> ledger.formats
                                .journal()
                                .read(record.value())
                                .entry()
                                .type()))
                .contains(EntryType.HOLD_EXPIRY, EntryType.EXPIRY);
        JournalChain.check(booked);
        assertThat(ledger.counted("sluice.sweep.booked")).isEqualTo(booked.size());
    }

    @Test
    void books_nothing_by_the_clock_of_a_host_that_is_half_an_hour_ahead() {
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(TestLedger.START.plus(Duration.ofMinutes(10)))));
        ledger.journal(0);

        ledger.hostClockRunsAhead(Duration.ofMinutes(30));

        assertThat(ledger.journal(0)).isEmpty();
        assertThat(ledger.ask(held(ANN, "h-1", "20.00", Optional.empty())).refusal())
                .isEqualTo("(not refused)");
    }

    @Test
    void books_by_the_logs_time_though_the_clock_of_the_host_is_behind() {
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(TestLedger.START.plus(Duration.ofMinutes(10)))));
        ledger.journal(0);

        ledger.after(Duration.ofMinutes(11)).hostClockRunsAhead(Duration.ofMinutes(1));
        ledger.hostClockRunsAhead(Duration.ofMinutes(1));

        assertThat(ledger.journal(0)).hasSize(1);
    }

    @Test
    void dates_what_was_due_by_the_log_and_not_by_the_host() {
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(TestLedger.START.plus(Duration.ofMinutes(1)))));
        ledger.journal(0);

        ledger.after(Duration.ofMinutes(2)).hostClockRunsAhead(Duration.ofHours(2));

        assertThat(ledger.journalRecords(0).getFirst().entry().recordedAt())
                .isEqualTo(TestLedger.START.plus(Duration.ofMinutes(2)));
    }

    @Test
    void leaves_the_time_as_it_is_where_there_is_nothing_to_book() {
        ledger.machineClockGoes(Duration.ofHours(1));

        var answer = ledger.at(TestLedger.START).ask(credited(ANN, "c-1", "20.00"));

        assertThat(answer.record().getRecordTime()).isEqualTo(TestLedger.START);
    }
}
