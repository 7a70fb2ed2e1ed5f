package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.GetReservePlan;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reserves of accounts on four partitions, through the real topology of each. */
class ReserveTest {

    private final TestLedger ledger = TestLedger.of(4);
    private final String merchant = IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "merchant-" + i)
            .filter(name -> ledger.home(participantMade(name)) != ledger.home(participantMade("ann")))
            .findFirst()
            .orElseThrow();
    private final AccountId account = AccountId.ofParticipant(merchant);
    private int questions;

    @BeforeEach
    void make_the_catalogue_a_customer_and_a_merchant() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade(merchant));
        ledger.ask(credited(ANN, "earn", "10000.00"));
    }

    @AfterEach
    void close() {
        assertThat(ledger.deadLetters()).extracting(TestLedger::reason).isEmpty();
        ledger.close();
    }

    @Test
    void takes_the_share_of_a_transfer_that_comes_from_another_partition() {
        var plan = planned();

        var answer = ledger.ask(paid("pay", "25.00"));

        var transfer = ((Transferred) answer.result()).journalEntryId();
        assertThat(holds()).singleElement().satisfies(row -> {
            assertThat(row.hold().amount()).hasToString("2.50");
            assertThat(row.hold().reservePlan()).contains(plan);
            assertThat(row.hold().sourceCharge()).contains(transfer.toString());
        });
    }

    @Test
    void the_sweep_gives_back_what_a_schedule_says_on_an_account_that_nobody_touches() {
        planned();
        ledger.ask(paid("pay", "25.00"));
        drain();

        ledger.machineClockGoes(Duration.ofDays(32));

        var booked = ledger.journalRecords(ledger.home(participantMade(merchant)));
        assertThat(booked).singleElement().satisfies(record -> {
            var released = (Fact.ReserveReleased) record.entry().facts().getFirst();
            assertThat(released.release().amount()).hasToString("2.50");
            assertThat(released.release().reason()).isEqualTo(ReserveReleaseReason.BULK_HOLD_EXPIRY);
        });
    }

    @Test
    void the_sweep_ends_a_plan_in_bounded_steps_as_one_release() {
        var plan = planned();
        IntStream.range(0, 250).forEach(i -> ledger.ask(paid("pay-" + i, "10.00")));
        ledger.ask(of(new DisableReservePlan(plan)));
        drain();

        var steps = turnsUntilGivenBack(250);

        assertThat(steps).hasSize(3);
        assertThat(linesOf(steps)).hasSize(250).doesNotHaveDuplicates();
        var releases = ((ReserveReleasePage) answerTo(new ListReserveReleases(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(plan),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .data();
        assertThat(releases).singleElement().satisfies(row -> {
            assertThat(row.release().amount()).hasToString("250.00");
            assertThat(row.release().reason()).isEqualTo(ReserveReleaseReason.PLAN_DISABLED);
        });
        var found =
                ((ReservePlanFound) answerTo(new GetReservePlan(plan))).plan().plan();
        assertThat(found.status()).isEqualTo(ReservePlanStatus.DISABLED);
        assertThat(holds())
                .hasSize(100)
                .allSatisfy(row -> assertThat(row.amountReleasable().isZero()).isTrue());
    }

    /** How much one turn does depends on the machine's speed, so there are as many as it takes. */
    private List<JournalRecord> turnsUntilGivenBack(int holds) {
        var steps = new ArrayList<JournalRecord>();
        for (var turn = 0; turn < 100 && linesOf(steps).size() < holds; turn++) {
            ledger.machineClockGoes(Duration.ofSeconds(4));
            steps.addAll(ledger.journalRecords(ledger.home(participantMade(merchant))));
        }
        return steps;
    }

    private static List<HoldId> linesOf(List<JournalRecord> steps) {
        return steps.stream()
                .flatMap(step -> ((Fact.ReserveReleased) step.entry().facts().getFirst()).lines().stream())
                .map(Fact.ReserveLine::holdId)
                .toList();
    }

    private Request paid(String key, String amount) {
        return TestRequests.of(
                ANN,
                key,
                new Transfer(
                        PROGRAM,
                        POINTS,
                        "Order",
                        List.of(new Transfer.Recipient(
                                Amount.parse(amount), Optional.of(merchant), Optional.empty(), Optional.empty())),
                        true,
                        Optional.empty(),
                        Map.of()));
    }

    private ReservePlanId planned() {
        var made = ledger.ask(of(new CreateReservePlan(
                Optional.of(POINTS), 10, Optional.empty(), Optional.of(30), Optional.empty(), Map.of())));
        return ((ReservePlanFound) made.result()).plan().plan().id();
    }

    private List<ReserveHoldRow> holds() {
        var list = new ListReserveHolds(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(100),
                Optional.empty(),
                Optional.empty());
        return ((ReserveHoldPage) answerTo(list)).data();
    }

    private Result answerTo(Operation question) {
        return ledger.ask(of(question)).result();
    }

    private Request of(Operation operation) {
        return TestRequests.of(account, "merchant-" + questions++, operation);
    }

    private void drain() {
        IntStream.range(0, 4).forEach(ledger::journal);
    }
}
