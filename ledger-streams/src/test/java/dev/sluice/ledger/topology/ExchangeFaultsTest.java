package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Faults of the ledger in the second half of a conversation between partitions, where somebody waits for each message: it is
 * kept, tried again, and the conversation ends when the fault is mended.
 */
class ExchangeFaultsTest {

    private static final int PARTITIONS = 3;

    private final FailingRules rules = new FailingRules();
    private final TestLedger ledger = TestLedger.with(TestLedger.settings(PARTITIONS), rules);
    private final int home = ledger.home(participantMade("ann"));
    private final String friend = ledger.nameOn((home + 1) % PARTITIONS);
    private final String other = ledger.nameOn((home + 2) % PARTITIONS);
    private int questions;

    @BeforeEach
    void given_ann_with_points_and_friends_on_two_other_partitions() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade(friend));
        ledger.ask(participantMade(other));
        ledger.ask(credited(ANN, "earn", "10.00"));
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.undertakingsPending()).isZero();
        assertThat(ledger.pendingBroadcasts()).isZero();
        assertThat(ledger.postponed()).isZero();
        ledger.close();
    }

    @Test
    void a_vote_that_meets_a_fault_is_kept_until_it_can_be_concluded() {
        rules.concludeFails = true;
        ledger.send(paid("pay", "4.00"), Map.of());
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.postponed()).isEqualTo(1);

        mended();

        assertPaid();
    }

    @Test
    void a_booking_that_meets_a_fault_is_kept_until_it_can_be_booked() {
        rules.bookFails = true;
        ledger.send(paid("pay", "4.00"), Map.of());
        assertThat(ledger.answers()).isEmpty();
        assertThat(available(ANN)).isEqualTo("2.00");
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("0.00");

        mended();

        assertPaid();
    }

    @Test
    void a_fault_in_what_is_due_on_a_recipient_keeps_no_booking_back() {
        var friends = AccountId.ofParticipant(friend);
        var due = TestLedger.START.plus(Duration.ofHours(1));
        ledger.ask(credited(friends, "lapses", "3.00", Optional.of(due)));
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00"), Map.of());
        ledger.carryOne(); // the friend's partition votes
        ledger.carryOne(); // and the other one
        rules.dueFails = Optional.of(friends);
        ledger.at(due.plusSeconds(1)).carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(ledger.counted("sluice.internal.errors")).isPositive();
    }

    @Test
    void word_of_a_booking_that_meets_a_fault_is_kept_until_it_can_be_heard() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00"), Map.of());
        while (!(ledger.nextMessage() instanceof ExchangeMessage.BookingDone)) {
            ledger.carryOne();
        }
        var taken = takeAwayWhatWaits();
        ledger.carryOn();
        assertThat(ledger.answers()).isEmpty();

        taken.forEach(row -> ledger.rows(home, "balances").put(row.getKey(), row.getValue()));
        mended();

        assertPaid();
    }

    @Test
    void a_change_of_the_catalogue_that_meets_a_fault_is_kept_until_it_can_be_copied() {
        var owner = ledger.home(programMade());
        rules.evolveFailsOn = Optional.of((owner + 1) % PARTITIONS);
        ledger.send(renamed("One"), Map.of());
        ledger.send(renamed("Two"), Map.of());
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.pendingBroadcasts()).isEqualTo(2);

        mended();

        assertThat(ledger.answers()).hasSize(2);
    }

    @Test
    void a_question_of_another_partition_is_answered_with_an_objection_and_may_be_asked_again() {
        rules.voteFails = true;
        assertThat(ledger.ask(paid("pay", "4.00")).refusal()).isEqualTo("internal_error");
        rules.mend();

        assertThat(ledger.ask(paid("pay", "5.00")).refusal())
                .as("another body under a key that came to nothing")
                .isEqualTo("(not refused)");
        assertThat(available(ANN)).isEqualTo("0.00");
        assertThat(ledger.deadLetters()).hasSize(2);
    }

    @Test
    void the_key_of_a_request_is_remembered_until_it_ends_however_long_that_takes() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00"), Map.of(Headers.REQUEST_ID, "first"));
        ledger.after(Duration.ofDays(60));
        ledger.send(paid("pay", "4.00"), Map.of(Headers.REQUEST_ID, "two months later"));
        ledger.machineClockGoes(Duration.ofSeconds(2));
        ledger.carryOn();

        assertThat(ledger.answers())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("(not refused)"));
        assertThat(available(ANN)).isEqualTo("2.00");
    }

    private void mended() {
        rules.mend();
        ledger.machineClockGoes(Duration.ofMinutes(2));
        ledger.machineClockGoes(Duration.ofMinutes(2));
    }

    private void assertPaid() {
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(ANN)).isEqualTo("2.00");
        assertThat(available(AccountId.ofParticipant(friend))).isEqualTo("4.00");
        assertThat(available(AccountId.ofParticipant(other))).isEqualTo("4.00");
        assertThat(ledger.counted("sluice.internal.errors")).isPositive();
        assertThat(ledger.deadLetters()).isEmpty();
    }

    /** The rows of coordinated requests, as if they could not be read. */
    private List<Map.Entry<Bytes, byte[]>> takeAwayWhatWaits() {
        var taken = new ArrayList<Map.Entry<Bytes, byte[]>>();
        try (var rows = ledger.rows(home, "balances").all()) {
            rows.forEachRemaining(row -> {
                if (row.key.get()[0] == 'o') {
                    taken.add(Map.entry(row.key, row.value));
                }
            });
        }
        assertThat(taken).hasSize(1);
        taken.forEach(row -> ledger.rows(home, "balances").put(row.getKey(), new byte[] {1, 2, 3}));
        return taken;
    }

    private String available(AccountId account) {
        var answer = ledger.ask(balancesOf(account, "question-" + questions++));
        return ((BalanceList) answer.result())
                .data().stream()
                        .map(balance -> balance.available().toString())
                        .findFirst()
                        .orElse("0.00");
    }

    private static Request renamed(String name) {
        return TestRequests.of(
                PROGRAM.account(),
                "rename-" + name,
                new UpdateProgram(Optional.of(name), Optional.empty(), Optional.empty()));
    }

    private Request paid(String key, String amount) {
        return TestRequests.paid(key, amount, friend, other);
    }
}
