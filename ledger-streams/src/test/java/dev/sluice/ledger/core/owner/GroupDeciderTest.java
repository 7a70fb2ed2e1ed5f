package dev.sluice.ledger.core.owner;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_NOT_ZERO;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;
import static dev.sluice.schema.value.Bucket.AVAILABLE;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.GroupRole.ADMIN;
import static dev.sluice.schema.value.GroupRole.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.state.EntryIds;
import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupDeciderTest extends LedgerScenario {

    private final Account cat = new Account(AccountId.ofParticipant("cat"));
    private final Account team = new Account(AccountId.ofGroup(IdempotencyKey.of("team")));

    private CreateGroup team() {
        return new CreateGroup("Team", List.of(new Member(ann.id(), ADMIN), new Member(bob.id(), MEMBER)));
    }

    private GroupStored stored() {
        return (GroupStored) result();
    }

    @Test
    void makes_a_group_with_its_members_in_their_order() {
        when(team.asks(team()));

        assertThat(stored().created()).isTrue();
        assertThat(stored().group().members()).isEqualTo(team().members());
        assertThat(stored().group().status()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(((GroupFound) answerTo(team, new GetGroup())).group())
                .isEqualTo(ledger().owner(team.id()).orElseThrow());
    }

    @Test
    void answers_the_same_when_it_is_made_again_and_refuses_another() {
        given(team.asks(team()));

        when(team.asks(team()));
        then(nothingChanged());
        assertThat(stored().created()).isFalse();

        when(team.asks(new CreateGroup("Other", team().members())));
        then(refused(ALREADY_EXISTS));

        when(ann.asks(team()));
        then(refused(ALREADY_EXISTS));
    }

    @Test
    void owns_balances_like_a_participant() {
        given(team.asks(team()), team.has(lot("L1").of("5.00")));

        when(team.holds("2.00"));

        then(processed("L1", "2.00"), balance(team, "3.00", "2.00", "0.00"));
    }

    @Test
    void is_renamed() {
        given(team.asks(team()));

        when(team.asks(new UpdateGroup(Optional.of("New"))));
        assertThat(stored().group().name()).isEqualTo("New");

        when(team.asks(new UpdateGroup(Optional.empty())));
        then(nothingChanged());
    }

    @Test
    void takes_new_members_at_the_end_and_changes_the_roles_of_old_ones_in_place() {
        given(team.asks(team()), cat.asks(participant("cat")));

        when(team.asks(new AddGroupMembers(List.of(new Member(cat.id(), MEMBER), new Member(bob.id(), ADMIN)))));

        assertThat(stored().group().members())
                .containsExactly(
                        new Member(ann.id(), ADMIN), new Member(bob.id(), ADMIN), new Member(cat.id(), MEMBER));
    }

    @Test
    void is_not_made_of_members_that_do_not_exist() {
        when(team.asks(new CreateGroup("Team", List.of(new Member(ann.id(), ADMIN), new Member(cat.id(), MEMBER)))));

        then(
                refusedAt(ACCOUNT_NOT_FOUND, "members/1/participant_id"),
                refused(ACCOUNT_NOT_FOUND, "Expected an existing participant, but got " + cat.id()));
    }

    @Test
    void takes_no_members_that_do_not_exist_and_then_none_of_the_others() {
        given(team.asks(new CreateGroup("Team", List.of(new Member(ann.id(), ADMIN)))));
        var dan = AccountId.ofParticipant("dan");

        when(team.asks(new AddGroupMembers(
                List.of(new Member(bob.id(), MEMBER), new Member(dan, MEMBER), new Member(cat.id(), MEMBER)))));

        then(refusedAt(ACCOUNT_NOT_FOUND, "members/1/participant_id"));
    }

    @Test
    void takes_no_group_and_no_program_for_a_member() {
        given(team.asks(team()));

        when(team.asks(new AddGroupMembers(List.of(new Member(team.id(), MEMBER)))));
        then(refusedAt(ACCOUNT_NOT_FOUND, "members/0/participant_id"));

        when(team.asks(new AddGroupMembers(List.of(new Member(SHOP.account(), MEMBER)))));
        then(refusedAt(ACCOUNT_NOT_FOUND, "members/0/participant_id"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "CLOSED"})
    void takes_members_that_exist_whatever_their_status(AccountStatus status) {
        given(bob.asks(new ChangeParticipantStatus(status)));

        when(team.asks(team()));
        then(done());

        given(cat.asks(participant("cat")), cat.asks(new ChangeParticipantStatus(status)));
        when(team.asks(new AddGroupMembers(List.of(new Member(cat.id(), MEMBER)))));
        then(done());
    }

    @Test
    void is_answered_again_without_asking_for_its_members() {
        given(team.asks(team()));

        when(team.asks(team()));
        then(nothingChanged(), done());

        when(team.asks(new CreateGroup("Other", List.of(new Member(cat.id(), ADMIN)))));
        then(refused(ALREADY_EXISTS));
    }

    @Test
    void tells_what_is_wrong_with_itself_before_it_asks_for_members() {
        when(team.asks(new AddGroupMembers(List.of(new Member(cat.id(), MEMBER)))));
        then(refused(ACCOUNT_NOT_FOUND, "Expected an existing account, but got " + team.id()));

        given(team.asks(team()));
        when(team.asks(new AddGroupMembers(List.of(new Member(cat.id(), MEMBER), new Member(ann.id(), MEMBER)))));
        then(refusedAt(UNSUITABLE_FIELD, "members"));

        given(team.asks(new ArchiveGroup()));
        when(team.asks(new AddGroupMembers(List.of(new Member(cat.id(), MEMBER)))));
        then(refused(ACCOUNT_NOT_ACTIVE));
    }

    @Test
    void does_not_take_the_id_of_a_program_whose_wallet_it_would_own() {
        when(new Account(SHOP.account()).asks(team()));

        then(refused(ALREADY_EXISTS));
    }

    @Test
    void has_at_most_a_hundred_members() {
        given(team.asks(team()));
        var many = IntStream.range(0, 98)
                .mapToObj(i -> new Member(AccountId.ofParticipant("member " + i), MEMBER))
                .toList();
        IntStream.range(0, 98)
                .forEach(i ->
                        given(new Account(AccountId.ofParticipant("member " + i)).asks(participant("member " + i))));
        given(team.asks(new AddGroupMembers(many)));

        when(team.asks(new AddGroupMembers(List.of(new Member(AccountId.ofParticipant("one more"), MEMBER)))));
        then(refusedAt(UNSUITABLE_FIELD, "members"));

        when(team.asks(new AddGroupMembers(many)));
        then(nothingChanged());
    }

    @Test
    void keeps_its_last_admin() {
        given(team.asks(team()));

        when(team.asks(new RemoveGroupMember(ann.id())));
        then(refusedAt(UNSUITABLE_FIELD, "participant_id"));

        when(team.asks(new AddGroupMembers(List.of(new Member(ann.id(), MEMBER)))));
        then(refusedAt(UNSUITABLE_FIELD, "members"));
    }

    @Test
    void lets_members_go() {
        given(team.asks(team()));

        when(team.asks(new RemoveGroupMember(bob.id())));
        assertThat(stored().group().members()).containsExactly(new Member(ann.id(), ADMIN));

        when(team.asks(new RemoveGroupMember(bob.id())));
        then(refused(ACCOUNT_NOT_FOUND));
    }

    @Test
    void is_archived_once_and_then_changes_no_more() {
        given(team.asks(team()));

        when(team.asks(new ArchiveGroup()));
        assertThat(stored().group().status()).isEqualTo(AccountStatus.ARCHIVED);

        when(team.asks(new ArchiveGroup()));
        then(nothingChanged(), done());

        when(team.asks(new UpdateGroup(Optional.of("New"))));
        then(refused(ACCOUNT_NOT_ACTIVE));

        when(team.asks(new AddGroupMembers(List.of(new Member(bob.id(), ADMIN)))));
        then(refused(ACCOUNT_NOT_ACTIVE));

        when(team.isCredited("1.00"));
        then(refused(ACCOUNT_NOT_ACTIVE));
    }

    @Test
    void is_not_archived_while_any_bucket_of_any_asset_is_not_zero() {
        given(team.asks(team()), team.isCredited("1.00").in(DOLLARS));
        when(team.asks(new ArchiveGroup()));
        then(refused(BALANCE_NOT_ZERO));

        given(team.holdsAll().in(DOLLARS));
        when(team.asks(new ArchiveGroup()));
        then(refused(BALANCE_NOT_ZERO));

        given(
                team.forfeitsAll().in(DOLLARS).from(HELD),
                team.has(lot("L1").of("1.00").maturing("2024-07-01")));
        when(team.asks(new ArchiveGroup()));
        then(refused(BALANCE_NOT_ZERO));

        given(
                time("2024-07-01"),
                team.forfeitsAll().from(AVAILABLE),
                team.isDebited("1.00").allowingNegative());
        when(team.asks(new ArchiveGroup()));
        then(refused(BALANCE_NOT_ZERO));

        given(team.isCredited("1.00"));
        when(team.asks(new ArchiveGroup()));
        then(done());
    }

    @Test
    void is_not_archived_while_value_may_still_come_to_it() {
        var transfer = EntryIds.coordinated(3, 7, START);
        given(team.asks(team()));
        ledger().expect(new Expectation(team.id(), transfer, START));

        when(team.asks(new ArchiveGroup()));
        then(refused(
                BALANCE_NOT_ZERO, "Expected no value to be on its way to the group, but " + transfer + " is not done"));

        ledger().expectNoMore(transfer);
        when(team.asks(new ArchiveGroup()));
        then(done());
    }

    @Test
    void is_not_kept_from_being_archived_by_another_ones_value_or_by_a_note_that_was_left_behind() {
        given(team.asks(team()), ann.asks(new ChangeParticipantStatus(AccountStatus.ACTIVE)));
        ledger().expect(new Expectation(ann.id(), EntryIds.coordinated(3, 7, START), START));
        ledger().expect(new Expectation(team.id(), EntryIds.coordinated(3, 8, START), START));
        given(time("2024-07-01"));
        when(team.asks(new ArchiveGroup()));
        then(refused(BALANCE_NOT_ZERO));

        given(time("2024-07-01T12:00:00Z"));
        when(team.asks(new ArchiveGroup()));
        then(done());
    }

    @Test
    void is_archived_once_its_last_value_has_expired() {
        given(team.asks(team()), team.has(lot("L1").of("1.00").expiring("2024-07-01")), time("2024-07-01"));

        when(team.asks(new ArchiveGroup()));

        then(done());
    }

    @Test
    void is_not_a_participant() {
        when(ann.asks(new ArchiveGroup()));

        then(refused(ACCOUNT_NOT_FOUND));
    }
}
