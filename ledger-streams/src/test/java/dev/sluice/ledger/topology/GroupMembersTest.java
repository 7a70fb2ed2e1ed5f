package dev.sluice.ledger.topology;

import static dev.sluice.ledger.topology.TestRequests.participantMade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TestLedger.Answer;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.GroupRole;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members of groups, who live on any partition and have to exist. */
class GroupMembersTest {

    private static final AccountId HOUSEHOLD = AccountId.ofGroup(TestRequests.key("household"));

    private final TestLedger ledger = TestLedger.of(4);
    private final List<String> names =
            IntStream.range(0, 20).mapToObj(i -> "friend-" + i).toList();

    @BeforeEach
    void make_participants() {
        names.forEach(name -> ledger.ask(participantMade(name)));
    }

    @AfterEach
    void nothing_is_left_on_its_way() {
        assertThat(ledger.deadLetters()).extracting(TestLedger::reason).isEmpty();
        assertThat(ledger.undertakingsPending()).isZero();
        ledger.close();
    }

    @Test
    void makes_a_group_of_members_on_all_partitions() {
        var stored = (GroupStored) ledger.ask(group(names)).result();
        assertThat(stored.created()).isTrue();
        assertThat(stored.group().members()).hasSize(20);
        assertThat(ledger.ask(group(names)).header(Headers.REPLAYED)).isEqualTo("true");
    }

    @Test
    void refuses_the_first_member_that_does_not_exist_wherever_it_would_live() {
        var some = List.of("friend-1", "nobody-1", "friend-2", "nobody-2", "nobody-3");
        assertThat(pointerOf(ledger.ask(group(some)))).isEqualTo("account_not_found at #/members/1/participant_id");
        assertThat(pointerOf(ledger.ask(TestRequests.of(HOUSEHOLD, "archive", new ArchiveGroup()))))
                .isEqualTo("account_not_found");
    }

    @Test
    void adds_members_that_exist_and_no_others() {
        ledger.ask(group(names.subList(0, 2)));
        var added = ledger.ask(TestRequests.of(HOUSEHOLD, "add", new AddGroupMembers(members(names.subList(2, 20)))));
        assertThat(((GroupStored) added.result()).group().members()).hasSize(20);
        var unknown = new AddGroupMembers(members(List.of("friend-0", "nobody")));
        assertThat(pointerOf(ledger.ask(TestRequests.of(HOUSEHOLD, "add-nobody", unknown))))
                .isEqualTo("account_not_found at #/members/1/participant_id");
    }

    @Test
    void repeats_a_refusal_that_depended_on_the_members_when_they_have_changed() {
        ledger.ask(group(names.subList(0, 1)));
        var remove = TestRequests.of(HOUSEHOLD, "remove", new RemoveGroupMember(AccountId.ofParticipant("friend-0")));
        assertThat(pointerOf(ledger.ask(remove))).isEqualTo("unsuitable_field at #/participant_id");
        ledger.ask(TestRequests.of(HOUSEHOLD, "add", new AddGroupMembers(members(names.subList(1, 2)))));

        var again = ledger.ask(remove);

        assertThat(again.header(Headers.REPLAYED)).isEqualTo("true");
        assertThat(again.refusal()).isEqualTo("unsuitable_field");
    }

    @Test
    void checks_the_group_again_when_all_have_answered() {
        ledger.ask(group(names.subList(0, 2)));
        ledger.holdMessages();
        ledger.send(TestRequests.of(HOUSEHOLD, "add", new AddGroupMembers(members(names.subList(2, 20)))), Map.of());
        assertThat(ledger.undertakingsPending()).isEqualTo(1);
        ledger.ask(TestRequests.of(HOUSEHOLD, "archive", new ArchiveGroup()));
        ledger.carryOn();

        assertThat(ledger.onlyAnswer().refusal()).isEqualTo("account_not_active");
    }

    private static Request group(List<String> names) {
        return TestRequests.of(HOUSEHOLD, "household", new CreateGroup("Household", members(names)));
    }

    private static List<Member> members(List<String> names) {
        return names.stream()
                .map(name -> new Member(AccountId.ofParticipant(name), GroupRole.ADMIN))
                .toList();
    }

    private static String pointerOf(Answer answer) {
        var rejection = ((Refused) answer.reply()).rejection();
        var errors = rejection.errors();
        return rejection.code().wireName()
                + (errors.isEmpty() ? "" : " at " + errors.getFirst().pointer());
    }
}
