package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.ANN;
import static dev.sluice.ledger.topology.TestRequests.POINTS;
import static dev.sluice.ledger.topology.TestRequests.PROGRAM;
import static dev.sluice.ledger.topology.TestRequests.balancesOf;
import static dev.sluice.ledger.topology.TestRequests.credited;
import static dev.sluice.ledger.topology.TestRequests.paid;
import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static dev.sluice.ledger.topology.TestRequests.pointsMade;
import static dev.sluice.ledger.topology.TestRequests.programMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteGiven;
import dev.sluice.schema.reply.BalanceList;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.GroupRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers that one other partition takes part in: it books or objects at once, and there is no second round. */
class OneRoundTest {

    private static final int PARTITIONS = 3;

    private final FailingRules rules = new FailingRules();
    private final TestLedger ledger = TestLedger.with(TestLedger.settings(PARTITIONS), rules);
    private final int home = ledger.home(participantMade("ann"));
    private final String neighbour = ledger.nameOn(home);
    private final String friend = ledger.nameOn((home + 1) % PARTITIONS);
    private final String other = ledger.nameOn((home + 2) % PARTITIONS);
    private int questions;

    @BeforeEach
    void given_ann_with_points_and_friends_on_all_partitions() {
        ledger.ask(programMade());
        ledger.ask(pointsMade("make-points"));
        List.of("ann", neighbour, friend, other).forEach(name -> ledger.ask(participantMade(name)));
        ledger.ask(credited(ANN, "earn", "10.00"));
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.undertakingsPending()).isZero();
        assertThat(ledger.postponed()).isZero();
        ledger.close();
    }

    @Test
    void two_messages_pay_who_is_on_one_other_partition_and_here() {
        var messages = messagesOf(paid("pay", "4.00", friend, neighbour));

        assertThat(messages)
                .as("each is a commit, and the request is the third")
                .extracting(message -> message.getClass().getSimpleName())
                .containsExactly("VoteAsked", "BookingDone");
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(ANN)).isEqualTo("2.00");
        assertThat(available(friend)).isEqualTo("4.00");
        assertThat(available(neighbour)).isEqualTo("4.00");
    }

    @Test
    void eight_messages_pay_who_is_on_two_other_partitions() {
        var messages = messagesOf(paid("pay", "4.00", friend, other));

        assertThat(messages)
                .extracting(message -> message.getClass().getSimpleName())
                .containsExactly(
                        "VoteAsked",
                        "VoteAsked",
                        "VoteGiven",
                        "VoteGiven",
                        "BookingAsked",
                        "BookingAsked",
                        "BookingDone",
                        "BookingDone");
        assertThat(messages).noneMatch(OneRoundTest::isToBeBookedAtOnce);
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
    }

    @Test
    void an_objection_restores_what_was_set_aside_and_nobody_else_is_told() {
        var team = groupOn(ledger.home(participantMade(friend)));
        ledger.ask(TestRequests.of(team, "archive", new ArchiveGroup()));

        var messages = messagesOf(TestRequests.of(ANN, "pay", toGroup(team)));

        assertThat(messages)
                .extracting(message -> message.getClass().getSimpleName())
                .containsExactly("VoteAsked", "VoteGiven");
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("account_not_active");
        assertThat(available(ANN)).isEqualTo("10.00");
    }

    @Test
    void books_nothing_elsewhere_where_a_recipient_here_is_at_fault_and_tells_what_comes_first() {
        close(neighbour);

        var messages = messagesOf(paid("pay", "4.00", neighbour, friend));

        assertThat(messages).noneMatch(OneRoundTest::isToBeBookedAtOnce);
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("account_not_active");
        assertThat(available(friend)).isEqualTo("none");
        assertThat(ledger.ask(paid("pay-nobody", "4.00", neighbour, nobodyWith(friend)))
                        .refusal())
                .as("who is unknown elsewhere comes before who is closed here")
                .isEqualTo("account_not_found");
        assertThat(available(ANN)).isEqualTo("10.00");
    }

    @Test
    void a_recipient_here_who_closes_in_between_is_paid() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00", friend, neighbour), Map.of());
        ledger.carryOne();
        close(neighbour);
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(neighbour)).isEqualTo("4.00");
    }

    @Test
    void a_group_elsewhere_is_not_expected_to_get_more_once_it_is_booked() {
        var team = groupOn(ledger.home(participantMade(friend)));
        ledger.holdMessages();
        ledger.send(TestRequests.of(ANN, "pay", toGroup(team)), Map.of());
        ledger.carryOne();
        assertThat(available(team)).isEqualTo("4.00");
        ledger.ask(forfeited(team));

        assertThat(ledger.ask(TestRequests.of(team, "archive", new ArchiveGroup()))
                        .refusal())
                .as("while the source has not heard")
                .isEqualTo("(not refused)");
        ledger.carryOn();
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
    }

    @Test
    void a_group_here_is_not_archived_before_it_is_paid() {
        var team = groupOn(home);
        var transfer = transfer(false, toGroup(team).recipients().getFirst(), to(friend));
        ledger.holdMessages();
        ledger.send(TestRequests.of(ANN, "pay", transfer), Map.of());
        ledger.carryOne();

        assertThat(ledger.ask(TestRequests.of(team, "archive", new ArchiveGroup()))
                        .refusal())
                .isEqualTo("balance_not_zero");
        ledger.carryOn();
        ledger.onlyAnswer();
        ledger.ask(forfeited(team));
        assertThat(ledger.ask(TestRequests.of(team, "archive later", new ArchiveGroup()))
                        .refusal())
                .isEqualTo("(not refused)");
    }

    @Test
    void a_fault_while_it_is_booked_is_an_objection_and_the_key_may_be_used_again() {
        rules.bookFails = true;
        assertThat(ledger.ask(paid("pay", "4.00", friend, neighbour)).refusal()).isEqualTo("internal_error");
        assertThat(available(ANN)).isEqualTo("10.00");
        assertThat(available(friend)).isEqualTo("none");
        assertThat(available(neighbour)).isEqualTo("none");
        assertThat(ledger.deadLetters()).hasSize(1);
        rules.mend();

        assertThat(ledger.ask(paid("pay", "5.00", friend)).refusal())
                .as("another body under a key that came to nothing")
                .isEqualTo("(not refused)");
        assertThat(available(friend)).isEqualTo("5.00");
    }

    @Test
    void a_fault_in_what_follows_a_booking_keeps_it_until_it_can_be_concluded() {
        rules.concludeFails = true;
        ledger.send(paid("pay", "4.00", friend, neighbour), Map.of());
        assertThat(ledger.answers()).isEmpty();
        assertThat(ledger.postponed()).isEqualTo(1);
        assertThat(available(friend)).as("booked, and not to be undone").isEqualTo("4.00");

        rules.mend();
        ledger.machineClockGoes(Duration.ofMinutes(2));
        ledger.machineClockGoes(Duration.ofMinutes(2));

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(ANN)).isEqualTo("2.00");
        assertThat(available(neighbour)).isEqualTo("4.00");
    }

    @Test
    void the_task_of_the_source_may_begin_anew_in_between() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00", friend, neighbour), Map.of());
        ledger.restart(home);
        ledger.carryOne();
        ledger.restart((home + 1) % PARTITIONS);
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(friend)).isEqualTo("4.00");
    }

    /** So does a partition of an earlier release, and so do requests that were begun before an upgrade. */
    @Test
    void a_partition_that_passes_over_the_booking_votes_and_is_asked_to_book() {
        ledger.holdMessages();
        ledger.send(paid("pay", "4.00", friend, neighbour), Map.of());
        ledger.carryInstead(withoutBooking((VoteAsked) ledger.nextMessage()));

        assertThat(ledger.nextMessage()).isInstanceOf(VoteGiven.class);
        assertThat(carried())
                .extracting(message -> message.getClass().getSimpleName())
                .containsExactly("VoteGiven", "BookingAsked", "BookingDone");
        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("(not refused)");
        assertThat(available(friend)).isEqualTo("4.00");
        assertThat(available(neighbour)).isEqualTo("4.00");
    }

    /** As it came from a ledger that has only two rounds. */
    static ExchangeMessage withoutBooking(VoteAsked asked) {
        var receive = (Ballot.Receive) asked.ballot();
        assertThat(receive.booking()).isPresent();
        var before = new Ballot.Receive(receive.programId(), receive.assetId(), receive.legs(), Optional.empty());
        return new VoteAsked(asked.entryId(), asked.fromPartition(), before);
    }

    private static boolean isToBeBookedAtOnce(ExchangeMessage message) {
        return message instanceof VoteAsked asked
                && asked.ballot() instanceof Ballot.Receive receive
                && receive.booking().isPresent();
    }

    /** Sends it, and carries what the partitions tell each other of it. */
    private List<ExchangeMessage> messagesOf(Request request) {
        ledger.holdMessages();
        ledger.send(request, Map.of());
        return carried();
    }

    private List<ExchangeMessage> carried() {
        var messages = new ArrayList<ExchangeMessage>();
        while (ledger.messagesOnTheWay() > 0) {
            messages.add(ledger.nextMessage());
            ledger.carryOne();
        }
        ledger.carryOn();
        return messages;
    }

    private void close(String name) {
        ledger.ask(TestRequests.of(
                AccountId.ofParticipant(name), "close", new ChangeParticipantStatus(AccountStatus.CLOSED)));
    }

    private AccountId groupOn(int partition) {
        var name = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "team-" + i)
                .filter(key -> ledger.home(groupMade(key)) == partition)
                .findFirst()
                .orElseThrow();
        ledger.ask(groupMade(name));
        return groupMade(name).accountId();
    }

    private static Request groupMade(String name) {
        return TestRequests.of(
                AccountId.ofGroup(TestRequests.key(name)),
                name,
                new CreateGroup(name, List.of(new CreateGroup.Member(ANN, GroupRole.ADMIN))));
    }

    /** Somebody unknown where this one lives. */
    private String nobodyWith(String name) {
        var partition = ledger.home(participantMade(name));
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "nobody-" + i)
                .filter(nobody -> ledger.home(participantMade(nobody)) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static Transfer toGroup(AccountId group) {
        return transfer(
                false, new Recipient(Amount.parse("4.00"), Optional.empty(), Optional.empty(), Optional.of(group)));
    }

    private static Recipient to(String name) {
        return new Recipient(Amount.parse("4.00"), Optional.of(name), Optional.empty(), Optional.empty());
    }

    private static Transfer transfer(boolean preserveLots, Recipient... recipients) {
        return new Transfer(PROGRAM, POINTS, "A gift", List.of(recipients), preserveLots, Optional.empty(), Map.of());
    }

    private static Request forfeited(AccountId account) {
        return TestRequests.of(
                account,
                "forfeit",
                new Forfeit(
                        PROGRAM,
                        POINTS,
                        "Gone",
                        Optional.empty(),
                        Bucket.AVAILABLE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private String available(String name) {
        return available(AccountId.ofParticipant(name));
    }

    private String available(AccountId account) {
        var answer = ledger.ask(balancesOf(account, "question-" + questions++));
        return ((BalanceList) answer.result())
                .data().stream()
                        .map(balance -> balance.available().toString())
                        .findFirst()
                        .orElse("none");
    }
}
