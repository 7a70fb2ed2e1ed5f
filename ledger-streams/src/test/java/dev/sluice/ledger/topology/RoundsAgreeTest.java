package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.overdrawn;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One round comes to what two come to: the same entries and the same answers, to the last byte. */
class RoundsAgreeTest {

    private static final AssetId CASH = AssetId.ofSymbol("CASH");

    /** A transfer of Ann's, of so much to each. */
    record Case(String name, AssetId asset, boolean preservesLots, List<String> recipients) {

        static Case of(String name, boolean preservesLots, String... recipients) {
            return new Case(name, POINTS, preservesLots, List.of(recipients));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                Case.of("one", false, "friend"),
                new Case("one, of an asset without lots", CASH, false, List.of("friend")),
                Case.of("lots as they are", true, "friend", "second"),
                Case.of("one here too", true, "neighbour", "friend"),
                Case.of("the same twice", false, "friend", "friend"),
                Case.of("one with a debt", true, "debtor"),
                Case.of("one with a reserve plan", true, "merchant"),
                Case.of("one for whom something is due", false, "waiting"),
                Case.of("somebody unknown", true, "neighbour", "friend", "nobody"),
                Case.of("somebody closed", false, "friend", "closed"),
                Case.of("somebody closed and somebody unknown", false, "closed", "nobody"));
    }

    /** The answers and the journal of one ledger. */
    private record Written(List<String> answers, List<String> journal, int messages) {}

    @ParameterizedTest
    @MethodSource("cases")
    void writes_the_same(Case transfer) {
        var inOne = written(transfer, false);
        var inTwo = written(transfer, true);

        assertThat(inOne.answers()).isEqualTo(inTwo.answers());
        assertThat(inOne.journal()).isEqualTo(inTwo.journal());
        assertThat(inOne.messages()).isEqualTo(2);
        assertThat(inTwo.messages()).isEqualTo(isPaid(inTwo) ? 4 : 2);
    }

    private static boolean isPaid(Written written) {
        return written.answers().getFirst().contains("\"transferred\"");
    }

    /** What comes of it where the other partition heeds that it is to be booked at once, or passes over it. */
    private static Written written(Case transfer, boolean passesOver) {
        try (var ledger = TestLedger.of(2)) {
            prepare(ledger);
            var recipients = transfer.recipients().stream()
                    .map(name -> new Recipient(
                            Amount.parse("3.00"),
                            Optional.of(nameOf(ledger, name)),
                            Optional.empty(),
                            Optional.empty()))
                    .toList();
            ledger.holdMessages();
            ledger.send(
                    TestRequests.of(
                            ANN,
                            "pay",
                            new Transfer(
                                    PROGRAM,
                                    transfer.asset(),
                                    "A gift",
                                    recipients,
                                    transfer.preservesLots(),
                                    Optional.of("gift-1"),
                                    Map.of("for", "you"))),
                    Map.of(Headers.PRINCIPAL, "api-key:shop"));
            var messages = carried(ledger, passesOver);
            return new Written(
                    ledger.answers().stream()
                            .map(answer -> text(answer.value()))
                            .toList(),
                    Stream.of(0, 1)
                            .flatMap(partition -> ledger.journal(partition).stream())
                            .map(entry -> text(entry.value()))
                            .toList(),
                    messages);
        }
    }

    private static int carried(TestLedger ledger, boolean passesOver) {
        var messages = 0;
        for (; ledger.messagesOnTheWay() > 0; messages++) {
            if (passesOver
                    && ledger.nextMessage() instanceof VoteAsked asked
                    && asked.ballot() instanceof Ballot.Receive) {
                ledger.carryInstead(OneRoundTest.withoutBooking(asked));
            } else {
                ledger.carryOne();
            }
        }
        return messages;
    }

    private static void prepare(TestLedger ledger) {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        ledger.ask(TestRequests.of(
                CASH.account(),
                "make-cash",
                new CreateAsset(
                        PROGRAM, "Cash", "CASH", InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 2, Optional.empty())));
        ledger.ask(participantMade("ann"));
        Stream.of("neighbour", "friend", "second", "debtor", "merchant", "waiting", "closed")
                .forEach(name -> ledger.ask(participantMade(nameOf(ledger, name))));
        ledger.ask(TestRequests.of(
                account(ledger, "merchant"),
                "plan",
                new CreateReservePlan(
                        Optional.of(POINTS), 50, Optional.empty(), Optional.of(30), Optional.empty(), Map.of())));
        ledger.ask(overdrawn(account(ledger, "debtor"), "overdraw", "4.00"));
        ledger.ask(
                TestRequests.of(account(ledger, "closed"), "close", new ChangeParticipantStatus(AccountStatus.CLOSED)));
        ledger.ask(credited(
                account(ledger, "waiting"),
                "lapses",
                "1.00",
                Optional.of(ledger.now().plus(Duration.ofDays(4)))));
        for (var lot = 1; lot <= 5; lot++) {
            ledger.after(Duration.ofDays(1));
            ledger.ask(credited(
                    ANN, "earn-" + lot, "2.00", Optional.of(ledger.now().plus(Duration.ofDays(90 - lot)))));
        }
        ledger.ask(TestRequests.of(
                ANN,
                "cash",
                new Credit(
                        PROGRAM,
                        CASH,
                        "Salary",
                        Amount.parse("50.00"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of())));
    }

    private static AccountId account(TestLedger ledger, String name) {
        return AccountId.ofParticipant(nameOf(ledger, name));
    }

    /** The first such name that lives where it should: beside Ann, or on the other partition. */
    private static String nameOf(TestLedger ledger, String name) {
        var home = ledger.home(participantMade("ann"));
        var wanted = name.equals("neighbour") ? home : 1 - home;
        return Stream.iterate(0, i -> i + 1)
                .map(i -> name + "-" + i)
                .filter(found -> ledger.home(participantMade(found)) == wanted)
                .findFirst()
                .orElseThrow();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
