package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.LOT_NOT_FOUND;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_ISSUANCE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_TRANSIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DebitDeciderTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");

    @Test
    void takes_the_oldest_vintage_back_to_where_it_is_issued_from() {
        given(
                ann.has(lot("L1").of("20.00").earnedOn("2024-02-01")),
                ann.has(lot("L2").of("20.00").earnedOn("2024-01-01")));

        when(ann.isDebited("25.00"));

        then(
                processed("L2", "20.00"),
                processed("L1", "5.00"),
                balance(ann, "15.00", "0.00", "0.00"),
                system(SYSTEM_ISSUANCE, POINTS, "-15.00"));
    }

    @Test
    void never_goes_by_expiry() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01").expiring("2030-01-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-02-01").expiring("2024-06-02")));

        when(ann.isDebited("6.00"));

        then(processed("L1", "5.00"), processed("L2", "1.00"));
    }

    @Test
    void takes_lots_of_one_vintage_in_the_order_in_which_they_came() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-01-01")),
                ann.has(lot("L3").of("5.00").earnedOn("2024-01-01")));

        when(ann.isDebited("11.00"));

        then(processed("L1", "5.00"), processed("L2", "5.00"), processed("L3", "1.00"));
    }

    @Test
    void takes_only_the_lots_that_are_named_still_by_vintage() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("5.00").earnedOn("2024-02-01")),
                ann.has(lot("L3").of("5.00").earnedOn("2024-03-01")));

        when(ann.isDebited("6.00").ofLots("L3", "L1"));

        then(processed("L1", "5.00"), processed("L3", "1.00"));
    }

    @Test
    void takes_only_lots_of_the_vintages_that_are_asked_for_both_ends_included() {
        given(
                ann.has(lot("L1").of("1.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("2.00").earnedOn("2024-02-01")),
                ann.has(lot("L3").of("4.00").earnedOn("2024-03-01")),
                ann.has(lot("L4").of("8.00").earnedOn("2024-04-01")));

        when(ann.isDebited("6.01").earnedFrom("2024-02-01").earnedTo("2024-03-01"));
        then(refused(INSUFFICIENT_BALANCE, "Expected at least 6.01 that matches in AVAILABLE, but there is 6.00"));

        when(ann.isDebited("3.00").earnedFrom("2024-02-01").earnedTo("2024-03-01"));
        then(processed("L2", "2.00"), processed("L3", "1.00"), balance(ann, "12.00", "0.00", "0.00"));
    }

    @Test
    void refuses_a_vintage_on_a_simple_asset() {
        given(ann.isCredited("5.00").in(DOLLARS));

        when(ann.isDebited("1.00").in(DOLLARS).earnedTo("2024-01-01"));

        then(refusedAt(LOT_MODE_REQUIRED, "earned_to"));
    }

    @Test
    void counts_a_lot_that_is_named_twice_once() {
        given(ann.has(lot("L1").of("5.00")), ann.has(lot("L2").of("5.00")));

        when(ann.isDebited("5.01").ofLots("L1", "L1"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 5.01 that matches in AVAILABLE, but there is 5.00"));
    }

    @Test
    void refuses_a_lot_that_is_not_there_whatever_its_name() {
        given(ann.has(lot("L1").of("5.00")), bob.has(lot("B1").of("5.00")));

        when(ann.isDebited("1.00").ofLots("L1", "no id at all"));
        then(refusedAt(LOT_NOT_FOUND, "lot_ids"));

        when(ann.isDebited("1.00").ofLots("B1"));
        then(refused(LOT_NOT_FOUND));
    }

    @Test
    void refuses_lots_on_a_simple_asset() {
        given(ann.isCredited("5.00").in(DOLLARS));

        when(ann.isDebited("1.00").in(DOLLARS).ofLots("any"));

        then(refusedAt(LOT_MODE_REQUIRED, "lot_ids"));
    }

    @Test
    void refuses_more_than_is_available_and_changes_nothing() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("2.00"));

        when(ann.isDebited("3.01"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 3.01 available, but there is 3.00"));
    }

    @Test
    void refuses_more_than_a_simple_balance_has() {
        given(ann.isCredited("5.00").in(DOLLARS));

        when(ann.isDebited("5.01").in(DOLLARS));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 5.01 available, but there is 5.00"));
    }

    @Test
    void that_may_go_negative_takes_the_lots_there_are_and_owes_the_rest() {
        given(ann.has(lot("L1").of("5.00")));

        when(ann.isDebited("8.00").allowingNegative());

        then(
                processed("L1", "5.00"),
                processed("8.00"),
                balance(ann, "-3.00", "0.00", "0.00"),
                system(SYSTEM_ISSUANCE, POINTS, "3.00"));
    }

    @Test
    void that_may_go_negative_goes_on_from_a_debt() {
        given(ann.isDebited("1.00").allowingNegative());

        when(ann.isDebited("2.00").allowingNegative());

        then(processed("2.00"), balance(ann, "-3.00", "0.00", "0.00"));
    }

    @Test
    void that_may_go_negative_does_so_on_a_simple_balance() {
        given(ann.isCredited("5.00").in(DOLLARS));

        when(ann.isDebited("8.00").in(DOLLARS).allowingNegative());

        then(noLots(), balance(ann, DOLLARS, "-3.00", "0.00", "0.00"));
    }

    @Test
    void is_refused_while_there_is_a_debt() {
        given(ann.isDebited("1.00").allowingNegative());

        when(ann.isDebited("0.01"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 0.01 available, but there is -1.00"));
    }

    @Test
    void does_not_owe_more_than_an_amount_can_say() {
        given(ann.isDebited("9".repeat(36)).in(DOLLARS).allowingNegative());

        when(ann.isDebited("1").in(DOLLARS).allowingNegative());

        then(refused(BALANCE_LIMIT_EXCEEDED));
    }

    @Test
    void from_held_takes_of_the_holds_with_the_reference_only_and_counts_as_captured() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("4.00").withReference("A"));
        var holdA = opened();
        given(ann.holds("4.00").withReference("B"));

        when(ann.isDebited("3.00").from(HELD).withReference("A"));

        then(processed("L1", "3.00"), balance(ann, "2.00", "5.00", "0.00"));
        var hold = ((HoldFound) answerTo(ann, new GetHold(holdA))).hold();
        assertThat(hold.captured()).hasToString("3.00");
        assertThat(hold.remaining()).hasToString("1.00");
    }

    @Test
    void from_held_refuses_more_than_the_reference_has() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("4.00").withReference("A"), ann.holds("4.00"));

        when(ann.isDebited("5.00").from(HELD).withReference("A"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 5.00 that matches in HELD, but there is 4.00"));
    }

    @Test
    void from_held_of_a_simple_asset_takes_the_oldest_holds_first() {
        given(ann.isCredited("10.00").in(DOLLARS), ann.holds("4.00").in(DOLLARS));
        var first = opened();
        given(ann.holds("4.00").in(DOLLARS));

        when(ann.isDebited("5.00").in(DOLLARS).from(HELD));

        then(noLots(), balance(ann, DOLLARS, "2.00", "3.00", "0.00"));
        assertThat(((HoldFound) answerTo(ann, new GetHold(first))).hold().captured())
                .hasToString("4.00");
    }

    @Test
    void from_available_only_keeps_the_reference() {
        given(
                ann.has(lot("L1").of("10.00").withReference("A")),
                ann.has(lot("L2").of("10.00")));

        when(ann.isDebited("15.00").withReference("B"));

        then(processed("L1", "10.00"), processed("L2", "5.00"));
    }

    private void given_a_wallet_with_ten_gifts_and_four_of_ann() {
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                linked(GIFTS, OTHER_SHOP),
                funded(SHOP, GIFTS, "14.00"),
                ann.has(lot("L1").of("4.00").in(GIFTS)));
    }

    @Test
    void of_a_prefunded_asset_goes_back_to_the_wallet() {
        given_a_wallet_with_ten_gifts_and_four_of_ann();

        when(ann.isDebited("3.00").in(GIFTS));

        then(
                processed("L1", "3.00"),
                balance(ann, GIFTS, "1.00", "0.00", "0.00"),
                wallet(SHOP, GIFTS, "13.00"),
                system(SYSTEM_ISSUANCE, GIFTS, "-14.00"),
                system(SYSTEM_TRANSIT, GIFTS, "nothing"));
    }

    @Test
    void of_a_prefunded_asset_goes_back_to_the_wallet_from_held_too() {
        given_a_wallet_with_ten_gifts_and_four_of_ann();
        given(ann.holds("2.00").in(GIFTS).withReference("A"));

        when(ann.isDebited("1.50").in(GIFTS).from(HELD).withReference("A"));

        then(processed("L1", "1.50"), balance(ann, GIFTS, "2.00", "0.50", "0.00"), wallet(SHOP, GIFTS, "11.50"));
    }

    @Test
    void of_a_prefunded_asset_that_may_go_negative_gives_the_wallet_what_is_owed() {
        given_a_wallet_with_ten_gifts_and_four_of_ann();

        when(ann.isDebited("6.00").in(GIFTS).allowingNegative());

        then(processed("L1", "4.00"), balance(ann, GIFTS, "-2.00", "0.00", "0.00"), wallet(SHOP, GIFTS, "16.00"));
    }

    @Test
    void of_a_prefunded_asset_goes_to_the_wallet_of_the_program_that_it_is_made_within() {
        given_a_wallet_with_ten_gifts_and_four_of_ann();

        when(ann.isDebited("4.00").in(GIFTS).within(OTHER_SHOP));

        then(wallet(OTHER_SHOP, GIFTS, "4.00"), wallet(SHOP, GIFTS, "10.00"));
    }

    @Test
    void of_a_simple_prefunded_asset_goes_back_to_the_wallet() {
        var coins = AssetId.ofSymbol("COIN");
        given(
                asset("COIN", InventoryMode.SIMPLE, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, coins, "10.00"),
                ann.isCredited("4.00").in(coins));

        when(ann.isDebited("4.00").in(coins));
        then(noLots(), balance(ann, coins, "0.00", "0.00", "0.00"), wallet(SHOP, coins, "10.00"));

        when(ann.isDebited("0.01").in(coins));
        then(refused(INSUFFICIENT_BALANCE));
    }
}
