package dev.sluice.ledger.core.entry;

import static dev.sluice.schema.value.GroupRole.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.InMemoryLedger;
import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.state.EntryIds;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.PromiseReleased;
import dev.sluice.schema.exchange.Leg;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.IdempotencyKey;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The groups that may still get value of a request, and the messages that release them from it. */
class ExpectingTest extends LedgerScenario {

    private final AccountId team = group("team");
    private final AccountId club = group("club");
    private final AccountId elsewhere = group("elsewhere");
    private final AccountId furtherAway = group("further away");

    private static AccountId group(String name) {
        return AccountId.ofGroup(IdempotencyKey.of(name));
    }

    @BeforeEach
    void make_the_groups() {
        for (var here : List.of(team, club)) {
            given(new Account(here).asks(new CreateGroup("Team", List.of(new Member(ann.id(), ADMIN)))));
        }
    }

    @Test
    void a_group_expects_what_it_gave_back_and_a_recipient_beside_it_what_it_is_given() {
        var transfer = transfer(team, to(club), to(ann.id()), to(elsewhere));

        assertThat(Expecting.ofRequest(view(), transfer)).containsExactlyInAnyOrder(team, club);
    }

    @Test
    void a_group_expects_a_credit_or_reversal_that_a_wallet_is_asked_for() {
        var credit = new Credit(
                SHOP,
                POINTS,
                "Earned",
                Amount.parse("1.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        var entry = EntryIds.coordinated(0, 1, START);
        var reverse = new Reverse(SHOP, POINTS, "Back", entry, Optional.empty(), Optional.empty(), Map.of());

        assertThat(Expecting.ofRequest(view(), request(team, credit))).containsExactly(team);
        assertThat(Expecting.ofRequest(view(), request(team, reverse))).containsExactly(team);
    }

    @Test
    void participants_expect_nothing_since_they_can_be_opened_again_and_questions_bring_nothing() {
        assertThat(Expecting.ofRequest(view(), transfer(ann.id(), to(bob.id()))))
                .isEmpty();
        assertThat(Expecting.ofRequest(view(), request(team, new GetGroup()))).isEmpty();
    }

    @Test
    void groups_are_promised_what_they_can_receive() {
        var legs = List.of(leg(0, ann.id(), AccountKind.PARTICIPANT), leg(1, team));
        var receive = new Ballot.Receive(SHOP, POINTS, legs, Optional.empty());

        assertThat(Expecting.ofBallot(receive)).containsExactly(team);
        assertThat(Expecting.ofBallot(new Ballot.Exist(List.of()))).isEmpty();
    }

    @Test
    void each_partition_with_groups_among_the_recipients_is_told_when_nothing_comes() {
        var id = EntryIds.coordinated(0, 1, START);
        var legs = List.of(
                leg(0, elsewhere),
                leg(1, team),
                leg(2, ann.id(), AccountKind.PARTICIPANT),
                leg(3, furtherAway),
                leg(4, elsewhere));

        assertThat(Expecting.released(view(), id, legs))
                .isEqualTo(Map.of(
                        1, new PromiseReleased(id, 0, List.of(elsewhere)),
                        2, new PromiseReleased(id, 0, List.of(furtherAway))));
    }

    /** This partition's state, where some accounts are served by others. */
    private LedgerView view() {
        InMemoryLedger ledger = ledger();
        return (LedgerView) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LedgerView.class},
                (proxy, method, arguments) -> method.getName().equals("partitionOf")
                        ? partitionOf((AccountId) arguments[0])
                        : method.invoke(ledger, arguments));
    }

    private int partitionOf(AccountId account) {
        return account.equals(elsewhere) ? 1 : account.equals(furtherAway) ? 2 : 0;
    }

    private static Request request(AccountId account, Operation operation) {
        return new Request(account, IdempotencyKey.of("key"), operation);
    }

    private static Request transfer(AccountId source, Recipient... recipients) {
        return request(
                source,
                new Transfer(SHOP, POINTS, "Shared", Arrays.asList(recipients), false, Optional.empty(), Map.of()));
    }

    private Recipient to(AccountId account) {
        var isGroup = Stream.of(team, club, elsewhere).anyMatch(account::equals);
        return new Recipient(
                Amount.parse("1.00"),
                Optional.empty(),
                Optional.of(account).filter(participant -> !isGroup),
                Optional.of(account).filter(group -> isGroup));
    }

    private static Leg leg(int index, AccountId group) {
        return leg(index, group, AccountKind.GROUP);
    }

    private static Leg leg(int index, AccountId account, AccountKind kind) {
        return new Leg(index, account, kind, Amount.parse("1.00"), List.of());
    }
}
