package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger's time is the log's, and never goes back; instants come as far as the contract has them. */
class LedgerTimeTest {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration HOUR = Duration.ofHours(1);

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
    void stays_where_it_is_while_records_are_dated_before_it() {
        var start = TestLedger.START;
        var appended = List.of(start.plus(HOUR), start, start.plusMillis(1), start.plus(HOUR.plusMillis(1)), start);

        for (var i = 0; i < appended.size(); i++) {
            ledger.at(appended.get(i)).ask(credited(ANN, "credit-" + i, "1.00"));
        }

        var late = start.plus(HOUR);
        assertThat(ledger.journalRecords(0))
                .extracting(record -> record.entry().recordedAt())
                .containsExactly(late, late, late, late.plusMillis(1), late.plusMillis(1));
        assertThat(lots()).extracting(LotRow::createdAt).isSorted().last().isEqualTo(late.plusMillis(1));
    }

    @Test
    void repeats_a_refusal_that_depended_on_its_time_when_that_has_gone_on() {
        var earnedAt = TestLedger.START.plus(HOUR);
        var credit = TestRequests.of(
                ANN,
                "early",
                new Credit(
                        PROGRAM,
                        POINTS,
                        "Earned",
                        Amount.parse("1.00"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(earnedAt),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        var refused = ledger.at(TestLedger.START).ask(credit);
        assertThat(refused.refusal()).isEqualTo("invalid_time");

        var again = ledger.at(earnedAt).ask(credit);

        assertThat(again.value()).isEqualTo(refused.value());
        assertThat(again.header(Headers.REPLAYED)).isEqualTo("true");
        assertThat(ledger.journal(0)).as("nothing is booked under this key").isEmpty();
    }

    @Test
    void refuses_an_expiry_that_the_ledgers_time_has_passed_and_the_records_has_not() {
        ledger.at(TestLedger.START.plus(HOUR)).ask(credited(ANN, "first", "1.00"));
        var between = Optional.of(TestLedger.START.plus(HOUR));

        var answer = ledger.at(TestLedger.START).ask(credited(ANN, "second", "1.00", between));

        assertThat(answer.refusal()).isEqualTo("invalid_time");
    }

    @Test
    void does_not_go_back_with_a_machine_whose_clock_is_late() {
        var expiry = TestLedger.START.plus(HOUR);
        ledger.ask(credited(ANN, "expiring", "1.00", Optional.of(expiry)));
        ledger.at(expiry).ask(credited(ANN, "other", "2.00"));
        ledger.journal(0);

        ledger.at(TestLedger.START).machineClockGoes(Duration.ofSeconds(10));

        var answer = ledger.ask(balancesOf(ANN, "question"));
        assertThat(available(answer)).isEqualTo("2.00");
        assertThat(answer.record().getRecordTime()).isEqualTo(expiry);
    }

    @Test
    void a_lot_may_expire_and_a_hold_run_out_at_the_last_instant_of_all() {
        ledger.ask(credited(ANN, "held", "5.00"));
        ledger.ask(held(ANN, "hold", "5.00", Optional.of(LAST)));
        ledger.ask(credited(ANN, "expiring", "1.00", Optional.of(LAST)));

        var before = ledger.at(LAST.minusMillis(1)).ask(balancesOf(ANN, "before"));
        var at = ledger.at(LAST).ask(balancesOf(ANN, "at"));

        assertThat(available(before)).isEqualTo("1.00");
        assertThat(available(at)).isEqualTo("5.00");
    }

    @Test
    void the_sweep_leaves_the_last_instant_alone_until_it_comes() {
        ledger.ask(credited(ANN, "expiring", "1.00", Optional.of(LAST)));
        ledger.journal(0);

        ledger.machineClockGoes(Duration.ofMinutes(1));
        assertThat(ledger.journal(0)).isEmpty();

        ledger.at(LAST).ask(balancesOf(ANN, "question"));
        assertThat(ledger.journalRecords(0)).singleElement().satisfies(record -> {
            assertThat(record.entry().type()).isEqualTo(EntryType.EXPIRY);
            assertThat(record.entry().recordedAt()).isEqualTo(LAST);
        });
    }

    @Test
    void refuses_an_instant_after_the_last_and_books_nothing() {
        ledger.sendText(ANN.toString(), credit("too-late", "\"expires_at\":\"9999-12-31T23:59:59.999-00:01\""));

        var answer = ledger.onlyAnswer();

        assertThat(answer.refusal()).isEqualTo("invalid_field");
        assertThat(ledger.journal(0)).isEmpty();
    }

    @Test
    void cuts_off_what_is_finer_than_a_millisecond() {
        ledger.sendText(ANN.toString(), credit("nanoseconds", """
            "earned_at":"2024-05-01T00:00:00.000999999Z","expires_at":"2024-06-02T00:00:00.000000001Z"\
            """));
        ledger.onlyAnswer();

        var answer = ledger.at(Instant.parse("2024-06-02T00:00:00Z")).ask(balancesOf(ANN, "question"));

        assertThat(available(answer)).isEqualTo("0.00");
        assertThat(lots()).singleElement().satisfies(lot -> {
            assertThat(lot.createdAt()).isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
            assertThat(lot.expiresAt()).contains(Instant.parse("2024-06-02T00:00:00Z"));
        });
    }

    @Test
    void the_vintages_of_ten_thousand_years_are_in_one_order() {
        var earned = List.of(
                "1970-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "2024-02-29T23:59:59.999Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00.001Z",
                "2024-03-01T00:00:00Z");
        earned.forEach(time -> {
            ledger.sendText(ANN.toString(), credit("earned " + time, "\"earned_at\":\"%s\"".formatted(time)));
            ledger.onlyAnswer();
        });

        var vintages = lots().stream().map(LotRow::createdAt).toList();

        assertThat(vintages)
                .isEqualTo(earned.stream().map(Instant::parse).sorted().toList());
    }

    private static String credit(String key, String fields) {
        return """
            {"type":"credit","version":1,"account_id":"%s","idempotency_key":"%s","program_id":"%s","asset_id":"%s",
             "description":"Earned","amount":"1.00",%s}\
            """.formatted(ANN, key, PROGRAM, POINTS, fields);
    }

    private static String available(TestLedger.Answer answer) {
        return ((BalanceList) answer.result()).data().getFirst().available().toString();
    }

    /** Two at a time, so that places in the list are told too. */
    private List<LotRow> lots() {
        var rows = new ArrayList<LotRow>();
        var cursor = Optional.<String>empty();
        do {
            var question = new ListLots(
                    POINTS,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(2),
                    cursor);
            var page =
                    (LotPage) ledger.ask(TestRequests.of(ANN, "lots", question)).result();
            rows.addAll(page.data());
            cursor = page.pagination().nextCursor();
        } while (cursor.isPresent());
        return rows;
    }
}
