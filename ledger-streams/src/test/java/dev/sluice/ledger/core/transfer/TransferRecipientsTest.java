package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal of a transfer that is a matter of its recipients; those of its source come first. */
class TransferRecipientsTest extends LedgerScenario {

    private final Account cat = new Account(AccountId.ofParticipant("cat"));
    private final Account team = new Account(AccountId.ofGroup(IdempotencyKey.of("team")));
    private final Account nobody = new Account(AccountId.ofParticipant("nobody"));

    @BeforeEach
    void make_a_third_participant_a_group_and_some_value() {
        given(
                cat.asks(participant("cat")),
                team.asks(new CreateGroup("Team", List.of(new Member(ann.id(), GroupRole.ADMIN)))),
                ann.has(lot("L1").of("10.00")),
                ann.isCredited("10.00").in(DOLLARS));
    }

    @Test
    void refuses_a_recipient_that_is_not_there_and_moves_nothing_to_the_others() {
        when(ann.pays(bob, "1.00").to(nobody, "1.00"));

        then(
                refusedAt(ACCOUNT_NOT_FOUND, "recipients/1"),
                refused(ACCOUNT_NOT_FOUND, "Expected an existing participant, but got " + nobody.id()));
    }

    @Test
    void refuses_a_recipient_of_another_kind() {
        when(ann.pays(team, "1.00"));
        then(
                refusedAt(ACCOUNT_NOT_FOUND, "recipients/0"),
                refused(ACCOUNT_NOT_FOUND, "Expected an existing participant, but got " + team.id()));

        when(ann.transfers().toGroup(bob, "1.00"));
        then(
                refusedAt(ACCOUNT_NOT_FOUND, "recipients/0"),
                refused(ACCOUNT_NOT_FOUND, "Expected an existing group, but got " + bob.id()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "CLOSED"})
    void refuses_a_recipient_that_is_not_active(AccountStatus status) {
        given(bob.asks(new ChangeParticipantStatus(status)));

        when(ann.pays(cat, "1.00").to(bob, "1.00"));

        then(
                refusedAt(ACCOUNT_NOT_ACTIVE, "recipients/1"),
                refused(
                        ACCOUNT_NOT_ACTIVE,
                        "Expected account %s to be ACTIVE, but it is %s".formatted(bob.id(), status)));
    }

    @Test
    void refuses_an_archived_group_as_a_recipient() {
        given(team.asks(new ArchiveGroup()));

        when(ann.transfers().toGroup(team, "1.00"));

        then(refusedAt(ACCOUNT_NOT_ACTIVE, "recipients/0"));
    }

    @Test
    void refuses_what_would_overflow_a_recipient_by_all_its_shares_together() {
        given(bob.isCredited("9".repeat(36)).in(DOLLARS));

        when(ann.pays(bob, "0.99").in(DOLLARS));
        then(done());
        when(ann.pays(cat, "1.00").to(bob, "0.01").in(DOLLARS));
        then(refusedAt(BALANCE_LIMIT_EXCEEDED, "recipients/1"));

        given(bob.isDebited("0.50").in(DOLLARS));
        when(ann.pays(bob, "0.30").to(bob, "0.30").in(DOLLARS));
        then(refusedAt(BALANCE_LIMIT_EXCEEDED, "recipients/1"));
    }

    @Test
    void tells_the_first_fault_of_the_recipients_in_the_documented_order_and_then_in_theirs() {
        given(bob.asks(new ChangeParticipantStatus(AccountStatus.CLOSED)));

        when(ann.pays(cat, "1.00").to(bob, "1.00").to(nobody, "1.00").toGroup(cat, "1.00"));
        then(refusedAt(ACCOUNT_NOT_FOUND, "recipients/2"));

        when(ann.pays(cat, "1.00").to(bob, "1.00").to(bob, "1.00"));
        then(refusedAt(ACCOUNT_NOT_ACTIVE, "recipients/1"));
    }

    /** What the source may and has is known at once, wherever the recipients live; so it is told without asking for them. */
    @Test
    void tells_what_is_wrong_with_the_source_before_anything_of_the_recipients() {
        when(ann.pays(nobody, "10.01"));

        then(refused(INSUFFICIENT_BALANCE));
    }
}
