package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.reply.Adjusted;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that several partitions take part in, where an account has more due than may be booked at once. */
class PostponedVotesTest {

    private static final AssetId CASH = AssetId.ofSymbol("CASH");
    private static final Instant DUE = TestLedger.START.plus(Duration.ofHours(1));
    private static final Duration TURN = Duration.ofMillis(100);

    private final TestLedger ledger = TestLedger.with(
            new TopologySettings(
                    "test.",
                    2,
                    Retention.DEFAULT,
                    new Sweep(false, Duration.ofSeconds(1), 1_000, Sweep.DEFAULT.time()),
                    new Backlog(1, 1_000_000, TURN)),
            Rules.ofTheLedger());

    /** Away from the wallet. */
    private final String far = IntStream.range(0, 100)
            .mapToObj(i -> "friend-" + i)
            .filter(name -> ledger.home(participantMade(name)) != ledger.home(programMade()))
            .findFirst()
            .orElseThrow();

    private final AccountId friend = AccountId.ofParticipant(far);

    @BeforeEach
    void given_a_friend_with_holds_that_run_out() {
        ledger.ask(programMade());
        ledger.ask(TestRequests.of(
                CASH.account(),
                "make-cash",
                new CreateAsset(
                        PROGRAM, "Cash", "CASH", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty())));
        ledger.ask(TestRequests.of(
                PROGRAM.account(),
                "fund",
                new FundWallet(CASH, Amount.parse("100.00"), "Start", Optional.empty(), Map.of())));
        ledger.ask(participantMade("ann"));
        ledger.ask(participantMade(far));
        ledger.ask(credited(ANN, "anns"));
        ledger.ask(credited(friend, "friends"));
        for (var hold = 0; hold < 3; hold++) {
            ledger.ask(TestRequests.of(friend, "h-" + hold, held()));
        }
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.postponed()).isZero();
        assertThat(ledger.undertakingsPending()).isZero();
        assertThat(ledger.deadLetters()).isEmpty();
        ledger.close();
    }

    @Test
    void postpones_the_vote_that_decides_a_credit_so_that_its_answer_shows_what_is_there_then() {
        ledger.holdMessages();
        ledger.send(credited(friend, "more"), Map.of());
        ledger.at(DUE);

        ledger.carryOn();
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.postponed()).isEqualTo(1);
        ledger.machineClockGoes(TURN);

        var balance = ((Adjusted) ledger.onlyAnswer().result()).balance();
        assertThat(balance.available()).hasToString("20.00");
        assertThat(balance.held()).hasToString("0.00");
    }

    @Test
    void postpones_what_follows_a_booking_at_once_while_more_is_due_on_the_source() {
        var elsewhere = ledger.nameOn(1 - ledger.home(participantMade(far)));
        ledger.ask(participantMade(elsewhere));
        ledger.holdMessages();
        ledger.send(TestRequests.of(friend, "pay", gift(elsewhere)), Map.of());
        ledger.at(DUE);

        ledger.carryOn();
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.postponed()).isEqualTo(1);
        assertThat(available(AccountId.ofParticipant(elsewhere))).isEqualTo("5.00");
        ledger.machineClockGoes(TURN);

        assertThat(ledger.onlyAnswer().result()).isInstanceOf(Transferred.class);
        assertThat(available(friend)).isEqualTo("5.00");
    }

    @Test
    void pays_a_recipient_at_once_for_whom_more_is_due() {
        ledger.at(DUE);

        var paid = ledger.ask(TestRequests.of(ANN, "pay", gift(far)));

        assertThat(paid.result()).isInstanceOf(Transferred.class);
    }

    private static Transfer gift(String name) {
        var recipient =
                new Transfer.Recipient(Amount.parse("5.00"), Optional.of(name), Optional.empty(), Optional.empty());
        return new Transfer(PROGRAM, CASH, "Gift", List.of(recipient), false, Optional.empty(), Map.of());
    }

    private String available(AccountId account) {
        var balances = (BalanceList)
                ledger.ask(TestRequests.balancesOf(account, "balances")).result();
        return balances.data().getFirst().available().toString();
    }

    private static Request credited(AccountId account, String key) {
        return TestRequests.of(
                account,
                key,
                new Credit(
                        PROGRAM,
                        CASH,
                        "Earned",
                        Amount.parse("10.00"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private static Hold held() {
        return new Hold(
                PROGRAM,
                CASH,
                "Reserved",
                Optional.of(Amount.parse("1.00")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(DUE),
                Map.of());
    }
}
