package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.debited;
import static dev.sluice.ledger.topology.TestRequests.overdrawn;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.output.WireFormats;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.LotStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of due items and transfers: what falls due on a recipient comes before the transfer that finds it there, as for
 * the account of any request.
 */
class TransferDueTest {

    private final TestLedger ledger = TestLedger.of(2);

    @BeforeEach
    void make_the_catalogue_and_ann() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(participantMade("ann"));
        ledger.ask(credited(ANN, "earn", "10.00"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void value_that_has_matured_repays_the_debt_and_what_is_paid_stays(boolean onTheSamePartition) {
        var friend = friend(onTheSamePartition);
        var home = AccountId.ofParticipant(friend);
        var maturity = ledger.now().plus(Duration.ofDays(1));
        ledger.ask(participantMade(friend));
        ledger.ask(overdrawn(home, "spend", "3.00"));
        ledger.ask(TestRequests.maturing(home, "earn", "3.00", maturity));
        ledger.at(maturity.plusMillis(1));

        var paid = ledger.ask(TestRequests.of(ANN, "pay", transfer(friend)));

        assertThat(paid.result()).isInstanceOf(Transferred.class);
        assertThat(lots(home)).singleElement().satisfies(lot -> {
            assertThat(lot.remaining()).hasToString("5.00");
            assertThat(lot.createdAt()).as("the vintage").isEqualTo(maturity.plusMillis(1));
        });
    }

    /** Found by the simulation: the entry said that zero was held of the lot. */
    @Test
    void a_plan_holds_nothing_of_a_lot_that_expired_on_its_way() {
        var friend = friend(false);
        var home = AccountId.ofParticipant(friend);
        ledger.ask(participantMade(friend));
        ledger.ask(planOfHalf(home));
        var expiry = ledger.now().plus(Duration.ofDays(1));
        ledger.ask(debited(ANN, "leave-none", "10.00"));
        ledger.ask(credited(ANN, "earn-what-expires", "2.00", Optional.of(expiry)));
        ledger.ask(credited(ANN, "earn-what-stays", "3.00"));

        ledger.holdMessages();
        ledger.send(TestRequests.of(ANN, "pay", transfer(friend, true)), Map.of());
        ledger.at(expiry.plusMillis(1));
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().result()).isInstanceOf(Transferred.class);
        assertThat(heldByTransferTo(friend)).hasToString("2.50");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_plan_holds_nothing_of_a_lot_that_went_into_a_debt(boolean onTheSamePartition) {
        var friend = friend(onTheSamePartition);
        var home = AccountId.ofParticipant(friend);
        ledger.ask(participantMade(friend));
        ledger.ask(planOfHalf(home));
        ledger.ask(overdrawn(home, "spend", "2.00"));
        ledger.ask(debited(ANN, "leave-two", "8.00"));
        ledger.ask(credited(ANN, "earn-more", "8.00"));

        ledger.ask(TestRequests.of(ANN, "pay", transfer(friend)));

        assertThat(heldByTransferTo(friend)).hasToString("2.50");
    }

    private static Request planOfHalf(AccountId account) {
        var plan = new CreateReservePlan(
                Optional.of(POINTS), 50, Optional.empty(), Optional.of(30), Optional.empty(), Map.of());
        return TestRequests.of(account, "plan", plan);
    }

    /** What the one posting to HELD says, of a transfer's leg in which no posting may say zero. */
    private Amount heldByTransferTo(String friend) {
        var formats = WireFormats.create();
        var postings = ledger.journal(ledger.home(participantMade(friend))).stream()
                .map(link -> formats.journal().read(link.value()).entry())
                .filter(entry -> entry.type() == EntryType.TRANSFER)
                .flatMap(entry -> entry.postings().stream())
                .toList();
        assertThat(postings)
                .isNotEmpty()
                .allMatch(posting -> posting.amount().value().signum() != 0);
        var held = postings.stream()
                .filter(posting -> posting.bucket().equals(Optional.of(Bucket.HELD)))
                .toList();
        assertThat(held).hasSize(1);
        return held.getFirst().amount();
    }

    private String friend(boolean onTheSamePartition) {
        var homeOfAnn = ledger.home(participantMade("ann"));
        return IntStream.range(0, 100)
                .mapToObj(i -> "friend-" + i)
                .filter(name -> (ledger.home(participantMade(name)) == homeOfAnn) == onTheSamePartition)
                .findFirst()
                .orElseThrow();
    }

    private static Transfer transfer(String friend) {
        return transfer(friend, false);
    }

    private static Transfer transfer(String friend, boolean preserveLots) {
        var recipient = new Recipient(Amount.parse("5.00"), Optional.of(friend), Optional.empty(), Optional.empty());
        return new Transfer(PROGRAM, POINTS, "Gift", List.of(recipient), preserveLots, Optional.empty(), Map.of());
    }

    private List<LotRow> lots(AccountId account) {
        var question = new ListLots(
                POINTS,
                Optional.of(LotStatus.AVAILABLE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return ((LotPage) ledger.ask(TestRequests.of(account, "lots", question)).result()).data();
    }
}
