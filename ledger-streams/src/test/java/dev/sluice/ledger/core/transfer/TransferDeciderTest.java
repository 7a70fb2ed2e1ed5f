package dev.sluice.ledger.core.transfer;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_ISSUANCE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_TRANSIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.reply.Transferred;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.LotStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The value that a transfer moves, and the lots and debts that it leaves on both sides. */
class TransferDeciderTest extends LedgerScenario {

    private final Account cat = new Account(AccountId.ofParticipant("cat"));
    private final Account team = new Account(AccountId.ofGroup(IdempotencyKey.of("team")));

    @BeforeEach
    void make_a_third_participant_and_a_group() {
        given(
                cat.asks(participant("cat")),
                team.asks(new CreateGroup("Team", List.of(new Member(ann.id(), GroupRole.ADMIN)))));
    }

    /** What is left of each lot of points, in the order of spending, and since when it is whose. */
    private List<String> lots(Account account) {
        var list = new ListLots(
                POINTS,
                Optional.of(LotStatus.AVAILABLE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return ((LotPage) answerTo(account, list))
                .data().stream().map(TransferDeciderTest::text).toList();
    }

    private static String text(LotRow lot) {
        var expiry = lot.expiresAt().map(at -> " until " + day(at)).orElse("");
        return lot.remaining() + " of " + day(lot.createdAt()) + expiry;
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, "2024-06-01".length());
    }

    @Test
    void takes_the_oldest_vintage_first_and_gives_each_recipient_one_new_lot() {
        given(
                ann.has(lot("L1").of("30.00").earnedOn("2024-02-01")),
                ann.has(lot("L2").of("20.00").earnedOn("2024-01-01").expiring("2024-07-01")),
                time("2024-06-02"));

        when(ann.pays(bob, "15.00").to(cat, "10.00"));

        then(
                balanceOf(ann, POINTS, "25.00", "0.00", "0.00"),
                balanceOf(bob, POINTS, "15.00", "0.00", "0.00"),
                balanceOf(cat, POINTS, "10.00", "0.00", "0.00"));
        assertThat(lots(ann)).containsExactly("25.00 of 2024-02-01");
        assertThat(lots(bob)).containsExactly("15.00 of 2024-06-02");
        assertThat(lots(cat)).containsExactly("10.00 of 2024-06-02");
    }

    @Test
    void answers_with_its_entry_how_many_there_are_and_the_total() {
        given(ann.has(lot("L1").of("30.00")));

        when(ann.pays(bob, "1.5").to(cat, "2").to(bob, "3.000"));

        var entry = ((Accepted) outcome()).entry();
        assertThat(result()).isEqualTo(new Transferred(POINTS, entry.id(), 3, ann.id(), Amount.parse("6.50")));
        assertThat(((Transferred) result()).totalAmount()).hasToString("6.50");
        assertThat(entry.type()).isEqualTo(EntryType.TRANSFER);
        assertThat(entry.accountId()).isEqualTo(ann.id());
    }

    @Test
    void makes_no_value_and_leaves_none_on_its_way() {
        given(ann.has(lot("L1").of("30.00")));

        when(ann.pays(bob, "10.00"));

        then(system(SYSTEM_ISSUANCE, POINTS, "-30.00"), system(SYSTEM_TRANSIT, POINTS, "nothing"));
    }

    @Test
    void of_a_simple_asset_moves_the_balance_alone() {
        given(ann.isCredited("30.00").in(DOLLARS), bob.isCredited("1.00").in(DOLLARS));

        when(ann.pays(bob, "10.00").to(cat, "5.00").in(DOLLARS));

        then(
                balanceOf(ann, DOLLARS, "15.00", "0.00", "0.00"),
                balanceOf(bob, DOLLARS, "11.00", "0.00", "0.00"),
                balanceOf(cat, DOLLARS, "5.00", "0.00", "0.00"));
        assertThat(ledger().state().lots()).isEmpty();
    }

    @Test
    void may_take_all_there_is_to_the_last_unit() {
        given(ann.has(lot("L1").of("20.00")), ann.has(lot("L2").of("5.00")));

        when(ann.pays(bob, "25.00"));

        then(balanceOf(ann, POINTS, "0.00", "0.00", "0.00"), balanceOf(bob, POINTS, "25.00", "0.00", "0.00"));
    }

    @Test
    void opens_lots_that_say_where_they_come_from_and_what_they_belong_to() {
        given(ann.has(lot("L1").of("20.00").withReference("earned")));

        when(ann.pays(bob, "5.00").withReference("gift"));

        assertThat(ledger().state().lots())
                .filteredOn(lot -> lot.account().equals(bob.id()))
                .singleElement()
                .satisfies(lot -> {
                    assertThat(lot.origin()).isEqualTo(LotOrigin.TRANSFER);
                    assertThat(lot.referenceId()).contains("gift");
                    assertThat(lot.position().vintage()).isEqualTo(START);
                    assertThat(lot.expiresAt()).isEmpty();
                    assertThat(lot.maturesAt()).isEmpty();
                });
    }

    @Test
    void that_preserves_lots_gives_one_lot_for_each_that_it_takes_with_vintage_and_expiry() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01").expiring("2024-08-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-02-01")),
                ann.has(lot("L3").of("5.00").earnedOn("2024-03-01").expiring("2024-07-01")));

        when(ann.pays(bob, "12.00").preservingLots());

        assertThat(lots(bob))
                .containsExactly(
                        "5.00 of 2024-01-01 until 2024-08-01",
                        "5.00 of 2024-02-01",
                        "2.00 of 2024-03-01 until 2024-07-01");
        assertThat(lots(ann)).containsExactly("3.00 of 2024-03-01 until 2024-07-01");
    }

    @Test
    void that_preserves_lots_shares_them_among_the_recipients_in_their_order() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-02-01")),
                ann.has(lot("L3").of("5.00").earnedOn("2024-03-01")));

        when(ann.pays(bob, "3.00")
                .to(cat, "2.00")
                .to(bob, "1.00")
                .to(cat, "9.00")
                .preservingLots());

        assertThat(lots(bob)).containsExactly("3.00 of 2024-01-01", "1.00 of 2024-02-01");
        assertThat(lots(cat)).containsExactly("2.00 of 2024-01-01", "4.00 of 2024-02-01", "5.00 of 2024-03-01");
        assertThat(lots(ann)).isEmpty();
    }

    @Test
    void that_preserves_lots_puts_them_among_those_of_the_recipient_by_their_vintage() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-02-01")),
                bob.has(lot("B1").of("5.00").earnedOn("2024-01-01")),
                bob.has(lot("B3").of("5.00").earnedOn("2024-03-01")),
                ann.pays(bob, "5.00").preservingLots());

        when(bob.isDebited("11.00"));

        assertThat(lots(bob)).containsExactly("4.00 of 2024-03-01");
    }

    @Test
    void that_preserves_lots_hands_on_value_that_expires_with_its_new_owner() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-10")),
                ann.pays(bob, "5.00").preservingLots(),
                time("2024-06-10"));

        then(balanceOf(bob, POINTS, "0.00", "0.00", "0.00"));
    }

    @Test
    void that_does_not_preserve_lots_gives_value_that_expires_no_more() {
        given(ann.has(lot("L1").of("5.00").expiring("2024-06-10")), ann.pays(bob, "5.00"), time("2024-06-10"));

        then(balanceOf(bob, POINTS, "5.00", "0.00", "0.00"));
    }

    @Test
    void to_one_recipient_twice_gives_it_two_lots() {
        given(ann.has(lot("L1").of("20.00")));

        when(ann.pays(bob, "5.00").to(bob, "7.00"));

        then(balanceOf(bob, POINTS, "12.00", "0.00", "0.00"));
        assertThat(lots(bob)).containsExactly("5.00 of 2024-06-01", "7.00 of 2024-06-01");
    }

    @Test
    void goes_to_groups_and_comes_from_them() {
        given(ann.has(lot("L1").of("20.00")));

        when(ann.transfers().toGroup(team, "15.00"));
        then(balanceOf(team, POINTS, "15.00", "0.00", "0.00"));

        when(team.pays(bob, "4.00"));
        then(balanceOf(team, POINTS, "11.00", "0.00", "0.00"), balanceOf(bob, POINTS, "4.00", "0.00", "0.00"));
    }

    @Test
    void goes_to_the_participant_of_an_external_id() {
        given(ann.has(lot("L1").of("20.00")));

        when(ann.transfers().toExternal("bob", "5.00"));

        then(balanceOf(bob, POINTS, "5.00", "0.00", "0.00"));
    }

    @Test
    void goes_to_a_hundred_at_once() {
        given(ann.has(lot("L1").of("100.00")));
        var transfer = ann.transfers();
        for (var i = 0; i < Transfer.RECIPIENTS_MAX; i++) {
            var recipient = new Account(AccountId.ofParticipant("recipient " + i));
            given(recipient.asks(participant("recipient " + i)));
            transfer.to(recipient, "1.00");
        }

        when(transfer);

        then(
                balanceOf(ann, POINTS, "0.00", "0.00", "0.00"),
                balanceOf(new Account(AccountId.ofParticipant("recipient 99")), POINTS, "1.00", "0.00", "0.00"));
    }

    @Test
    void repays_the_debt_of_a_recipient_first() {
        given(
                bob.isDebited("3.00").allowingNegative(),
                bob.isDebited("3.00").in(DOLLARS).allowingNegative(),
                ann.has(lot("L1").of("20.00")),
                ann.isCredited("20.00").in(DOLLARS));

        when(ann.pays(bob, "5.00"));
        then(balanceOf(bob, POINTS, "2.00", "0.00", "0.00"));
        assertThat(lots(bob)).containsExactly("2.00 of 2024-06-01");

        when(ann.pays(bob, "5.00").in(DOLLARS));
        then(balanceOf(bob, DOLLARS, "2.00", "0.00", "0.00"));
    }

    @Test
    void is_swallowed_by_a_debt_that_is_larger_share_by_share() {
        given(bob.isDebited("8.00").allowingNegative(), ann.has(lot("L1").of("20.00")));

        when(ann.pays(bob, "5.00"));
        then(balanceOf(bob, POINTS, "-3.00", "0.00", "0.00"));

        when(ann.pays(bob, "1.00").to(bob, "1.00").to(bob, "4.00"));
        then(balanceOf(bob, POINTS, "3.00", "0.00", "0.00"));
        assertThat(lots(bob)).containsExactly("3.00 of 2024-06-01");
    }

    @Test
    void that_preserves_lots_repays_a_debt_with_the_oldest_of_them() {
        given(
                bob.isDebited("6.00").allowingNegative(),
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-02-01")));

        when(ann.pays(bob, "10.00").preservingLots());

        then(balanceOf(bob, POINTS, "4.00", "0.00", "0.00"));
        assertThat(lots(bob)).containsExactly("4.00 of 2024-02-01");
    }

    @Test
    void takes_nothing_that_is_held_or_deferred() {
        given(
                ann.has(lot("L1").of("5.00").into(HELD)),
                ann.has(lot("L2").of("5.00").maturing("2024-07-01")),
                ann.has(lot("L3").of("5.00")));

        when(ann.pays(bob, "5.01"));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 5.01 available, but there is 5.00"));

        when(ann.pays(bob, "5.00"));
        then(balanceOf(ann, POINTS, "0.00", "5.00", "5.00"));
    }

    @Test
    void takes_what_has_matured_and_nothing_that_has_expired() {
        given(
                ann.has(lot("L1").of("4.00").earnedOn("2024-01-01").expiring("2024-06-10")),
                ann.has(lot("L2").of("2.00").maturing("2024-06-10")),
                time("2024-06-10"));

        when(ann.pays(bob, "2.01"));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 2.01 available, but there is 2.00"));

        when(ann.pays(bob, "2.00"));
        then(balanceOf(ann, POINTS, "0.00", "0.00", "0.00"), balanceOf(bob, POINTS, "2.00", "0.00", "0.00"));
    }

    @Test
    void comes_after_what_fell_due_on_a_recipient_before_it() {
        given(
                bob.isDebited("3.00").allowingNegative(),
                bob.has(lot("B1").of("3.00").earnedOn("2024-01-01").maturing("2024-06-10")),
                ann.has(lot("L1").of("5.00")),
                time("2024-06-11"));

        when(ann.pays(bob, "5.00"));

        then(balanceOf(bob, POINTS, "5.00", "0.00", "0.00"));
        assertThat(lots(bob)).as("B1 matured first, and repaid the debt").containsExactly("5.00 of 2024-06-11");
    }
}
