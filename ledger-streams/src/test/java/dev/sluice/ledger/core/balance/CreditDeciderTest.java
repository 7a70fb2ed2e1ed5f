package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.BALANCE_LIMIT_EXCEEDED;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_PROGRAM_FUNDS;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.MAX_TRANSACTION_AMOUNT_EXCEEDED;
import static dev.sluice.schema.value.Bucket.AVAILABLE;
import static dev.sluice.schema.value.Bucket.DEFERRED;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_ISSUANCE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_TRANSIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreditDeciderTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");
    private static final String HUGE = "9".repeat(36);

    @Test
    void makes_one_lot_that_is_available_at_once() {
        when(ann.has(lot("L1").of("20")));

        then(
                processed("L1", "20"),
                processed("20.00"),
                balance(ann, "20.00", "0.00", "0.00"),
                system(SYSTEM_ISSUANCE, POINTS, "-20.00"));
    }

    @Test
    void adds_to_a_simple_balance_without_a_lot() {
        given(ann.isCredited("1.50").in(DOLLARS));

        when(ann.isCredited("2.5").in(DOLLARS).into(AVAILABLE));

        then(noLots(), balance(ann, DOLLARS, "4.00", "0.00", "0.00"), system(SYSTEM_ISSUANCE, DOLLARS, "-4.00"));
    }

    @Test
    void into_held_opens_a_hold_of_its_own_with_the_reference() {
        when(ann.has(lot("L1").of("20.00").into(HELD).withReference("escrow")));

        then(processed("L1", "20.00"), balance(ann, "0.00", "20.00", "0.00"));
        var hold = ((HoldFound) answerTo(ann, new GetHold(opened()))).hold();
        assertThat(hold.origin()).isEqualTo(HoldOrigin.CREDIT);
        assertThat(hold.referenceId()).contains("escrow");
        assertThat(hold.remaining()).hasToString("20.00");
    }

    @Test
    void into_held_works_on_a_simple_asset_too() {
        given(ann.isCredited("20.00").in(DOLLARS).into(HELD).withReference("escrow"));

        when(ann.releasesAll().in(DOLLARS).withReference("escrow"));

        then(processed("20.00"), noLots(), balance(ann, DOLLARS, "20.00", "0.00", "0.00"));
    }

    @Test
    void that_matures_later_is_deferred_until_then() {
        when(ann.has(lot("L1").of("20.00").maturing("2024-07-01")));

        then(processed("L1", "20.00"), balance(ann, "0.00", "0.00", "20.00"));
        given(time("2024-06-30T23:59:59.999Z"));
        then(balance(ann, POINTS, "0.00", "0.00", "20.00"));
    }

    @Test
    void that_says_deferred_and_matures_later_is_the_same() {
        when(ann.has(lot("L1").of("20.00").into(DEFERRED).maturing("2024-07-01")));

        then(balance(ann, "0.00", "0.00", "20.00"));
    }

    @Test
    void becomes_available_at_the_very_instant_of_its_maturity() {
        given(ann.has(lot("L1").of("20.00").maturing("2024-07-01")), time("2024-07-01"));

        when(ann.holds("20.00"));

        then(processed("L1", "20.00"), balance(ann, "0.00", "20.00", "0.00"));
    }

    @Test
    void whose_maturity_has_passed_is_available_at_once() {
        when(ann.has(lot("L1").of("20.00").into(DEFERRED).maturing("2024-06-01T12:00:00Z")));

        then(balance(ann, "20.00", "0.00", "0.00"));
    }

    @Test
    void sets_the_vintage_in_the_past() {
        given(ann.has(lot("new").of("5.00")), ann.has(lot("old").of("5.00").earnedOn("2020-01-01")));

        when(ann.holds("6.00"));

        then(processed("old", "5.00"), processed("new", "1.00"));
    }

    @Test
    void takes_a_vintage_of_this_very_instant() {
        when(ann.has(lot("L1").of("5.00").earnedOn("2024-06-01T12:00:00Z")));

        then(done());
    }

    @Test
    void refuses_a_vintage_in_the_future() {
        when(ann.has(lot("L1").of("5.00").earnedOn("2024-06-01T12:00:00.001Z")));

        then(
                refusedAt(INVALID_TIME, "earned_at"),
                refused(
                        INVALID_TIME,
                        "Expected a time not after now (2024-06-01T12:00:00Z), but got 2024-06-01T12:00:00.001Z"));
    }

    @Test
    void refuses_an_expiry_that_is_not_after_now() {
        when(ann.has(lot("L1").of("5.00").expiring("2024-06-01T12:00:00Z")));

        then(refusedAt(INVALID_TIME, "expires_at"));
    }

    @Test
    void refuses_each_date_of_lots_on_a_simple_asset() {
        when(ann.isCredited("1.00").in(DOLLARS).earnedOn("2024-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "earned_at"));

        when(ann.isCredited("1.00").in(DOLLARS).expiring("2025-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "expires_at"));

        when(ann.isCredited("1.00").in(DOLLARS).maturing("2025-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "matures_at"));
    }

    @Test
    void repays_a_debt_first_and_makes_the_rest_available() {
        given(ann.isDebited("30.00").allowingNegative());

        when(ann.has(lot("L1").of("50.00")));

        then(processed("L1", "50.00"), balance(ann, "20.00", "0.00", "0.00"));
        when(ann.holdsAll());
        then(processed("L1", "20.00"));
    }

    @Test
    void that_is_smaller_than_the_debt_is_consumed_by_it() {
        given(ann.isDebited("30.00").allowingNegative());

        when(ann.has(lot("L1").of("10.00")));

        then(processed("L1", "10.00"), balance(ann, "-20.00", "0.00", "0.00"));
    }

    @Test
    void repays_the_debt_of_a_simple_balance() {
        given(ann.isDebited("30.00").in(DOLLARS).allowingNegative());

        when(ann.isCredited("50.00").in(DOLLARS));

        then(balance(ann, DOLLARS, "20.00", "0.00", "0.00"));
    }

    @Test
    void into_held_or_deferred_repays_no_debt_before_it_becomes_available() {
        given(
                ann.isDebited("30.00").allowingNegative(),
                ann.has(lot("L1").of("20.00").into(HELD)),
                ann.has(lot("L2").of("20.00").maturing("2024-07-01")));

        when(ann.releasesAll());
        then(balance(ann, "-10.00", "0.00", "20.00"));

        given(time("2024-07-01"));
        when(ann.holdsAll());
        then(processed("L2", "10.00"), balance(ann, "0.00", "10.00", "0.00"));
    }

    @Test
    void takes_just_the_limit_of_one_operation_and_refuses_more() {
        var limited = AssetId.ofSymbol("LIM");
        given(asset("LIM", InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2, Optional.of("10")));

        when(ann.isCredited("10.00").in(limited));
        then(done());

        when(ann.isCredited("10.01").in(limited));
        then(
                refusedAt(MAX_TRANSACTION_AMOUNT_EXCEEDED, "amount"),
                refused(
                        MAX_TRANSACTION_AMOUNT_EXCEEDED,
                        "Expected at most 10.00 in one operation on LIM, but got 10.01"));
    }

    private void given_a_wallet_with_ten_gifts() {
        given(
                asset("GIFT", InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, GIFTS, "10.00"));
    }

    @Test
    void of_a_prefunded_asset_draws_on_the_wallet_and_issues_nothing() {
        given_a_wallet_with_ten_gifts();

        when(ann.has(lot("L1").of("4.00").in(GIFTS).earnedOn("2024-01-01").expiring("2024-07-01")));

        then(
                processed("L1", "4.00"),
                balance(ann, GIFTS, "4.00", "0.00", "0.00"),
                wallet(SHOP, GIFTS, "6.00"),
                system(SYSTEM_ISSUANCE, GIFTS, "-10.00"),
                system(SYSTEM_TRANSIT, GIFTS, "nothing"));
    }

    @Test
    void of_a_prefunded_asset_draws_on_the_wallet_into_held_and_deferred_too() {
        given_a_wallet_with_ten_gifts();

        when(ann.isCredited("3.00").in(GIFTS).into(HELD));
        then(balance(ann, GIFTS, "0.00", "3.00", "0.00"), wallet(SHOP, GIFTS, "7.00"));

        when(ann.isCredited("2.00").in(GIFTS).into(DEFERRED).maturing("2024-07-01"));
        then(balance(ann, GIFTS, "0.00", "3.00", "2.00"), wallet(SHOP, GIFTS, "5.00"));
    }

    @Test
    void of_a_simple_prefunded_asset_draws_on_the_wallet() {
        var coins = AssetId.ofSymbol("COIN");
        given(
                asset("COIN", InventoryMode.SIMPLE, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, coins, "10.00"));

        when(ann.isCredited("4").in(coins));

        then(noLots(), balance(ann, coins, "4.00", "0.00", "0.00"), wallet(SHOP, coins, "6.00"));
    }

    @Test
    void of_a_prefunded_asset_empties_the_wallet_and_refuses_one_more() {
        given_a_wallet_with_ten_gifts();

        when(ann.isCredited("10.01").in(GIFTS));
        then(refused(
                INSUFFICIENT_PROGRAM_FUNDS,
                "Expected the wallet of program %s to have at least 10.01, but there is 10.00".formatted(SHOP)));

        when(ann.isCredited("10.00").in(GIFTS));
        then(wallet(SHOP, GIFTS, "0.00"));

        when(ann.isCredited("0.01").in(GIFTS).into(HELD));
        then(refused(INSUFFICIENT_PROGRAM_FUNDS));
    }

    @Test
    void of_a_prefunded_asset_draws_on_the_wallet_of_its_own_program_only() {
        given_a_wallet_with_ten_gifts();
        given(linked(GIFTS, OTHER_SHOP), funded(OTHER_SHOP, GIFTS, "3.00"));

        when(ann.isCredited("3.01").in(GIFTS).within(OTHER_SHOP));
        then(refused(INSUFFICIENT_PROGRAM_FUNDS));

        when(ann.isCredited("3.00").in(GIFTS).within(OTHER_SHOP));
        then(wallet(OTHER_SHOP, GIFTS, "0.00"), wallet(SHOP, GIFTS, "10.00"));
    }

    @Test
    void of_a_prefunded_asset_repays_a_debt_with_what_the_wallet_gives() {
        given_a_wallet_with_ten_gifts();
        given(ann.isDebited("3.00").in(GIFTS).allowingNegative());

        when(ann.isCredited("5.00").in(GIFTS));

        then(balance(ann, GIFTS, "2.00", "0.00", "0.00"), wallet(SHOP, GIFTS, "8.00"));
    }

    @Test
    void of_a_prefunded_asset_tells_the_limit_before_an_empty_wallet() {
        var coins = AssetId.ofSymbol("COIN");
        given(asset("COIN", InventoryMode.SIMPLE, IssuancePolicy.PREFUNDED, 2, Optional.of("10")));

        when(ann.isCredited("10.01").in(coins));
        then(refused(MAX_TRANSACTION_AMOUNT_EXCEEDED));

        when(ann.isCredited("10.00").in(coins));
        then(refused(INSUFFICIENT_PROGRAM_FUNDS));
    }

    @Test
    void fills_a_balance_to_its_last_digit_and_refuses_one_more() {
        given(ann.isCredited(HUGE).in(DOLLARS));

        when(ann.isCredited("0.99").in(DOLLARS));
        then(balance(ann, DOLLARS, HUGE + ".99", "0.00", "0.00"));

        when(ann.isCredited("0.01").in(DOLLARS));
        then(refused(BALANCE_LIMIT_EXCEEDED));
    }

    @Test
    void refuses_an_amount_that_has_too_many_digits_at_the_scale_of_the_asset() {
        when(ann.isCredited("1" + "0".repeat(36)).in(DOLLARS));

        then(refused(BALANCE_LIMIT_EXCEEDED));
    }

    @Test
    void counts_the_digits_of_all_buckets_together_so_that_no_move_between_them_can_overflow() {
        given(ann.isCredited(HUGE).in(DOLLARS).into(HELD));

        when(ann.isCredited(HUGE).in(DOLLARS));

        then(refused(BALANCE_LIMIT_EXCEEDED));
    }
}
