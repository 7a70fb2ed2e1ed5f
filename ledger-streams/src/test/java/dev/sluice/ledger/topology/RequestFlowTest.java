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

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.Amount;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestFlowTest {

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
    void answers_a_request_and_books_it() {
        var answer = ledger.ask(credited(ANN, "c-1", "20.00"));

        assertThat(((Adjusted) answer.result()).balance().available()).isEqualTo(Amount.parse("20.00"));
        var booked = ledger.journalRecords(0);
        assertThat(booked).extracting(record -> record.entry().type()).containsExactly(EntryType.CREDIT);
        assertThat(booked.getFirst().entry().recordedAt()).isEqualTo(TestLedger.START);
    }

    @Test
    void says_beside_a_reply_what_its_reader_needs_to_find_its_way() {
        ledger.send(
                credited(ANN, "c-1", "20.00"),
                Map.of(Headers.REQUEST_ID, "attempt-1", Headers.TRACEPARENT, "00-trace", Headers.REPLY_PARTITION, "0"));

        var answer = ledger.onlyAnswer();
        assertThat(answer.record().key()).isEqualTo(ANN.toKey());
        assertThat(answer.record().getRecordTime()).isEqualTo(TestLedger.START);
        assertThat(answer.header(Headers.IDEMPOTENCY_KEY)).isEqualTo("c-1");
        assertThat(answer.header(Headers.REQUEST_ID)).isEqualTo("attempt-1");
        assertThat(answer.header(Headers.TRACEPARENT)).isEqualTo("00-trace");
        assertThat(answer.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(answer.header(Headers.REPLAYED)).isEqualTo("false");
    }

    @Test
    void answers_a_repeated_request_with_the_first_reply_byte_for_byte_and_books_nothing() {
        var first = ledger.ask(credited(ANN, "c-1", "20.00"));
        ledger.journal(0);

        var second = ledger.after(Duration.ofDays(6)).ask(credited(ANN, "c-1", "20.000"));

        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.header(Headers.REPLAYED)).isEqualTo("true");
        assertThat(second.header(Headers.STATUS)).isEqualTo("completed");
        assertThat(ledger.journal(0)).isEmpty();
    }

    @Test
    void says_how_far_the_journal_must_be_read_to_know_what_was_done() {
        var done = ledger.ask(credited(ANN, "c-1", "20.00"));
        var booked = ledger.journalRecords(0).getLast();
        var further = ledger.ask(credited(ANN, "c-2", "1.00"));
        var repeated = ledger.ask(credited(ANN, "c-1", "20.00"));

        assertThat(done.header(Headers.POSITION)).isEqualTo("0:" + booked.sequence());
        assertThat(further.header(Headers.POSITION)).isEqualTo("0:" + (booked.sequence() + 1));
        assertThat(repeated.value()).isEqualTo(done.value());
        assertThat(repeated.header(Headers.POSITION)).isEqualTo(further.header(Headers.POSITION));
    }

    @Test
    void names_no_place_of_the_journal_beside_a_refusal() {
        var refused = ledger.ask(debited(ANN, "d-1", "5.00"));

        assertThat(refused.record().headers().lastHeader(Headers.POSITION)).isNull();
    }

    @Test
    void repeats_a_refusal_even_when_the_state_that_was_in_the_way_has_changed() {
        var first = ledger.ask(debited(ANN, "d-1", "5.00"));
        ledger.ask(credited(ANN, "c-1", "20.00"));

        var second = ledger.ask(debited(ANN, "d-1", "5.00"));

        assertThat(first.refusal()).isEqualTo("insufficient_balance");
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.header(Headers.STATUS)).isEqualTo("insufficient_balance");
        assertThat(second.header(Headers.REPLAYED)).isEqualTo("true");
    }

    @Test
    void refuses_another_request_under_a_used_key_and_keeps_the_first_outcome() {
        var first = ledger.ask(credited(ANN, "c-1", "20.00"));

        var conflict = ledger.ask(credited(ANN, "c-1", "21.00"));
        var again = ledger.ask(credited(ANN, "c-1", "20.00"));

        assertThat(conflict.refusal()).isEqualTo("idempotency_conflict");
        assertThat(again.value()).isEqualTo(first.value());
    }

    @Test
    void answers_a_question_anew_each_time() {
        ledger.ask(balancesOf(ANN, "q-1"));
        ledger.ask(credited(ANN, "c-1", "20.00"));

        var answer = ledger.ask(balancesOf(ANN, "q-1"));

        assertThat(answer.header(Headers.REPLAYED)).isEqualTo("false");
        assertThat(available(answer)).isEqualTo("20.00");
    }

    @Test
    void books_what_is_due_before_it_decides() {
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(TestLedger.START.plus(Duration.ofHours(1)))));
        ledger.ask(credited(ANN, "c-2", "5.00"));
        ledger.journal(0);

        var answer = ledger.after(Duration.ofHours(1)).ask(held(ANN, "h-1", "6.00", Optional.empty()));

        assertThat(answer.refusal()).isEqualTo("insufficient_balance");
        assertThat(ledger.journalRecords(0))
                .extracting(record -> record.entry().type())
                .containsExactly(EntryType.EXPIRY);
    }

    @Test
    void shows_what_time_has_made_of_a_balance_to_a_question_too() {
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(TestLedger.START.plus(Duration.ofHours(1)))));

        var answer = ledger.after(Duration.ofHours(2)).ask(balancesOf(ANN, "q-1"));

        assertThat(available(answer)).isEqualTo("0.00");
    }

    @Test
    void never_decides_by_an_earlier_time_than_before() {
        var expiry = TestLedger.START.plus(Duration.ofHours(1));
        ledger.ask(credited(ANN, "c-1", "20.00", Optional.of(expiry)));
        ledger.at(expiry).ask(balancesOf(ANN, "q-1"));

        var answer = ledger.at(TestLedger.START).ask(balancesOf(ANN, "q-2"));

        assertThat(available(answer)).isEqualTo("0.00");
        assertThat(answer.record().getRecordTime()).isEqualTo(expiry);
    }

    @Test
    void chains_the_journal_so_that_a_check_needs_nothing_else() {
        ledger.ask(credited(ANN, "c-1", "20.00"));
        ledger.ask(held(ANN, "h-1", "5.00", Optional.empty()));
        ledger.ask(debited(ANN, "d-1", "2.00"));

        var records = ledger.journal(0);

        var previous = ledger.formats.journal().read(records.getFirst().value());
        for (var record : records.subList(1, records.size())) {
            var link = ledger.formats.journal().read(record.value());
            assertThat(link.sequence()).isEqualTo(previous.sequence() + 1);
            previous = link;
        }
        JournalChain.check(records);
        assertThat(records)
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.key()).isEqualTo(ANN.toKey()));
    }

    @Test
    void begins_the_chain_with_zeros() {
        try (var fresh = TestLedger.ofOnePartition()) {
            fresh.ask(programMade());

            var first = fresh.journalRecords(0).getFirst();
            assertThat(first.sequence()).isZero();
            assertThat(first.previousHash()).isEqualTo(JournalRecord.FIRST_PREVIOUS_HASH);
        }
    }

    @Test
    void counts_what_became_of_requests() {
        ledger.ask(credited(ANN, "c-1", "20.00"));
        ledger.ask(credited(ANN, "c-1", "20.00"));
        ledger.ask(debited(ANN, "d-1", "21.00"));

        assertThat(ledger.counted("sluice.ledger.requests", "operation", "credit", "outcome", "accepted"))
                .isEqualTo(1);
        assertThat(ledger.counted("sluice.ledger.requests", "operation", "credit", "outcome", "replayed"))
                .isEqualTo(1);
        assertThat(ledger.counted("sluice.ledger.requests", "operation", "debit", "outcome", "refused"))
                .isEqualTo(1);
    }

    private static String available(TestLedger.Answer answer) {
        return ((BalanceList) answer.result()).data().getFirst().available().toString();
    }
}
