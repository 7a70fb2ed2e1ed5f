package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.debited;
import static dev.sluice.ledger.topology.TestRequests.held;
import static dev.sluice.ledger.topology.TestRequests.key;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.standstill.OpenWork.Item;
import dev.sluice.ledger.standstill.OpenWork.Kind;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.value.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what waits inside the ledger, as an operator sees it: what each is, whose, under which key, since when, and for what. */
class WhatWaitsTest {

    private static final int PARTITIONS = 3;
    private static final Duration TURN = Duration.ofMillis(100);
    private static final Duration DUE_AFTER = Duration.ofHours(1);

    /** Of one round, so few that a second record of it waits. */
    private static final int ROWS_MAX = 1;

    private final FailingRules rules = new FailingRules();
    private final TestLedger ledger = TestLedger.with(
            new TopologySettings(
                    "test.",
                    PARTITIONS,
                    Retention.DEFAULT,
                    new Sweep(false, Duration.ofSeconds(1), 1, Sweep.DEFAULT.time()),
                    new Backlog(1, ROWS_MAX, TURN)),
            rules);
    private final int home = ledger.home(participantMade("ann"));
    private final int near = Math.min((home + 1) % PARTITIONS, (home + 2) % PARTITIONS);
    private final int far = Math.max((home + 1) % PARTITIONS, (home + 2) % PARTITIONS);
    private final String friend = ledger.nameOn(near);
    private final String other = ledger.nameOn(far);

    @BeforeEach
    void given_ann_with_points_and_friends_on_two_other_partitions() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade(friend));
        ledger.ask(participantMade(other));
        ledger.ask(credited(ANN, "earn", "10.00"));
        assertThat(waiting()).isEmpty();
    }

    @AfterEach
    void close() {
        ledger.close();
        assertThat(waiting()).as("after the tasks have closed").isEmpty();
    }

    @Test
    void lists_a_transfer_whose_other_partitions_do_not_answer_until_it_has_ended() {
        ledger.holdMessages();
        var began = ledger.now();
        ledger.send(paid("pay", "4.00"), Map.of());
        ledger.after(Duration.ofMinutes(5));

        var transfer = onlyOne();
        assertThat(transfer.partition()).isEqualTo(home);
        assertThat(transfer.kind()).isEqualTo(Kind.COORDINATED_REQUEST);
        assertThat(transfer.account()).contains(ANN);
        assertThat(transfer.idempotencyKey()).contains(key("pay"));
        assertThat(transfer.since()).isEqualTo(began);
        assertThat(transfer.detail()).isEqualTo("waits for the vote of partition %d, %d".formatted(near, far));
        assertThat(oldest(Kind.COORDINATED_REQUEST)).isEqualTo(300);

        ledger.carryOne(); // the one is asked
        ledger.carryOne(); // the other is asked
        ledger.carryOne(); // the one's vote is heard
        assertThat(onlyOne().detail()).isEqualTo("waits for the vote of partition " + far);
        ledger.carryOne(); // the other's vote is heard
        assertThat(onlyOne().detail()).isEqualTo("waits for the booking of partition %d, %d".formatted(near, far));
        assertThat(onlyOne().since()).isEqualTo(began);

        ledger.carryOn();
        assertThat(waiting()).isEmpty();
        assertThat(oldest(Kind.COORDINATED_REQUEST)).isZero();
    }

    @Test
    void lists_what_is_on_its_way_again_when_the_task_begins_anew() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00"), Map.of());
        ledger.send(renamed(), Map.of());
        var before = waiting();
        assertThat(before).hasSize(2);

        IntStream.range(0, PARTITIONS).forEach(ledger::restart);
        ledger.after(Duration.ofMinutes(1));
        ledger.ask(credited(ANN, "earn more", "1.00"));
        ledger.sendTo(near, credited(ANN, "misrouted", "1.00"), Map.of());
        ledger.sendTo(far, credited(ANN, "misrouted too", "1.00"), Map.of());

        assertThat(waiting()).containsExactlyElementsOf(before);
    }

    @Test
    void lists_a_change_of_the_catalogue_until_all_partitions_know_it() {
        ledger.holdMessages();

        ledger.send(renamed(), Map.of());

        assertThat(onlyOne().kind()).isEqualTo(Kind.BROADCAST);
        assertThat(onlyOne().account()).contains(PROGRAM.account());
        assertThat(onlyOne().detail()).startsWith("waits for the acknowledgement of partition ");
        ledger.carryOn();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void lists_a_message_that_meets_a_fault_with_the_request_that_waits_for_it() {
        rules.evolveFailsOn = Optional.of(near);
        ledger.send(paid("pay", "4.00"), Map.of());

        var message = only(Kind.KEPT_MESSAGE);
        assertThat(message.partition()).isEqualTo(near);
        assertThat(message.id()).startsWith("test.exchange-");
        assertThat(message.detail()).isEqualTo("met a fault, and is tried again");
        assertThat(only(Kind.COORDINATED_REQUEST).idempotencyKey()).contains(key("pay"));
        ledger.machineClockGoes(Duration.ofMinutes(2));
        assertThat(waiting()).as("tried again in vain").hasSize(2);

        rules.mend();
        ledger.machineClockGoes(Duration.ofMinutes(2));
        ledger.machineClockGoes(Duration.ofMinutes(2));

        assertThat(waiting()).isEmpty();
    }

    @Test
    void tells_of_a_message_that_waited_for_its_turn_when_it_meets_a_fault() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00"), Map.of());
        for (var vote = 0; vote < 2; vote++) {
            ledger.carryOne(); // it is asked
            ledger.carryOne(); // its vote is heard
        }
        ledger.oneRound();
        ledger.send(credited(AccountId.ofParticipant(friend), "earn too", "1.00"), Map.of());
        ledger.carryOne(); // it is to book, in a transaction that has done enough
        assertThat(only(Kind.KEPT_MESSAGE).detail()).isEqualTo("waits for its turn");

        rules.bookFails = true;
        ledger.machineClockGoes(TURN);
        assertThat(only(Kind.KEPT_MESSAGE).detail()).isEqualTo("met a fault, and is tried again");

        rules.mend();
        ledger.carryOn();
        ledger.machineClockGoes(Duration.ofMinutes(2));
        ledger.machineClockGoes(Duration.ofMinutes(2));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void lists_requests_on_an_account_that_has_much_to_settle_under_their_keys() {
        var due = TestLedger.START.plus(DUE_AFTER);
        ledger.ask(held(ANN, "h-1", "1.00", Optional.of(due)));
        ledger.ask(held(ANN, "h-2", "1.00", Optional.of(due)));
        ledger.at(due);

        ledger.send(debited(ANN, "d-1", "3.00"), Map.of());
        ledger.send(debited(ANN, "d-2", "3.00"), Map.of());

        assertThat(waiting())
                .extracting(item -> item.idempotencyKey().orElseThrow())
                .containsExactly(key("d-1"), key("d-2"));
        assertThat(waiting()).allSatisfy(item -> {
            assertThat(item.kind()).isEqualTo(Kind.POSTPONED_RECORD);
            assertThat(item.account()).contains(ANN);
            assertThat(item.since()).isEqualTo(due);
        });
        for (var turn = 0; turn < 4; turn++) {
            ledger.machineClockGoes(TURN);
        }
        assertThat(ledger.answers()).hasSize(2);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void lists_a_row_that_cannot_be_read() {
        var row = new byte[17];
        row[0] = 'o';
        ledger.rows(home, "balances").put(Bytes.wrap(row), new byte[] {1, '{', '"'});
        ledger.restart(home);

        ledger.ask(credited(ANN, "earn more", "1.00"));

        assertThat(onlyOne().kind()).isEqualTo(Kind.UNREADABLE_ROW);
        assertThat(onlyOne().id()).startsWith("coordinated request 00000000");
        assertThat(onlyOne().detail()).contains("dev.sluice.ledger");
    }

    private List<Item> waiting() {
        return ledger.watch.openWork().oldest(100);
    }

    private Item onlyOne() {
        assertThat(waiting()).hasSize(1);
        return waiting().getFirst();
    }

    private Item only(Kind kind) {
        var items = waiting().stream().filter(item -> item.kind() == kind).toList();
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private double oldest(Kind kind) {
        return ledger.meters
                .get("sluice.work.oldest.seconds")
                .tag("kind", kind.label())
                .gauge()
                .value();
    }

    private static Request renamed() {
        return TestRequests.of(
                PROGRAM.account(),
                "rename",
                new UpdateProgram(Optional.of("Another name"), Optional.empty(), Optional.empty()));
    }

    private Request paid(String key, String amount) {
        return TestRequests.paid(key, amount, friend, other);
    }
}
