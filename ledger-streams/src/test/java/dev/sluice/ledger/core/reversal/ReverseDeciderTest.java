package dev.sluice.ledger.core.reversal;

import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.rejection.RejectionCode.REVERSAL_EXCEEDS_ENTRY;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_ISSUANCE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_REDEMPTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.reply.Reversed;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReverseDeciderTest extends LedgerScenario {

    private static final AssetId GIFTS = AssetId.ofSymbol("GIFT");

    /** Of three lots of ten, twenty-five were spent: all of the first two, half of the third. */
    private EntryId spentOfThreeLots() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01").expiring("2024-12-01")),
                ann.has(lot("L3").of("10.00").earnedOn("2024-03-01")),
                ann.isDebited("25.00"));
        return booked();
    }

    @Test
    void gives_back_to_the_very_lots_last_consumed_first() {
        var debit = spentOfThreeLots();

        when(ann.reverses(debit).of("12.00"));

        then(
                reversed("12.00", "13.00"),
                processed("L3", "5.00"),
                processed("L2", "7.00"),
                nothingExpired(),
                balance(ann, "17.00", "0.00", "0.00"),
                system(SYSTEM_ISSUANCE, POINTS, "-17.00"));
    }

    @Test
    void any_number_of_times_and_never_more_than_was_taken() {
        var debit = spentOfThreeLots();
        given(ann.reverses(debit).of("12.00"));

        when(ann.reverses(debit).of("13.01"));
        then(refused(
                REVERSAL_EXCEEDS_ENTRY, "Expected at most what is left of the entry to reverse, 13.00, but got 13.01"));

        when(ann.reverses(debit).of("4"));
        then(reversed("4.00", "9.00"), processed("L2", "3.00"), processed("L1", "1.00"));

        when(ann.reverses(debit));
        then(reversed("9.00", "0.00"), processed("L1", "9.00"), balance(ann, "30.00", "0.00", "0.00"));

        when(ann.reverses(debit));
        then(refused(NOTHING_TO_PROCESS));
        when(ann.reverses(debit).of("0.01"));
        then(refused(REVERSAL_EXCEEDS_ENTRY));
    }

    @Test
    void a_lot_that_was_spent_whole_is_as_it_was_and_spent_in_its_old_place() {
        var debit = spentOfThreeLots();
        var before = lotOf("L1");
        given(ann.reverses(debit));

        assertThat(before.finish()).isPresent();
        assertThat(lotOf("L1").finish()).isEmpty();
        assertThat(lotOf("L1").position()).isEqualTo(before.position());
        assertThat(lotOf("L2").expiresAt()).isEqualTo(Optional.of(instant("2024-12-01")));

        when(ann.isDebited("11.00"));
        then(processed("L1", "10.00"), processed("L2", "1.00"));
    }

    private Lot lotOf(String name) {
        return ledger().lot(ann.id(), LotId.parse(idOf(name))).orElseThrow();
    }

    @Test
    void what_was_spent_again_is_another_consumption() {
        var first = spentOfThreeLots();
        given(ann.reverses(first), ann.isDebited("30.00"));
        var second = booked();

        when(ann.reverses(first).of("1.00"));
        then(refused(REVERSAL_EXCEEDS_ENTRY));

        when(ann.reverses(second));
        then(reversed("30.00", "0.00"), balance(ann, "30.00", "0.00", "0.00"));
    }

    @Test
    void of_a_capture_comes_back_from_redemption_without_what_was_released() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01")),
                ann.holds("20.00").withReference("A"),
                ann.captures("15.00").withReference("A"));
        var capture = booked();

        when(ann.reverses(capture).of("15.01"));
        then(refused(REVERSAL_EXCEEDS_ENTRY));

        when(ann.reverses(capture).of("6.00"));
        then(
                reversed("6.00", "9.00"),
                processed("L2", "5.00"),
                processed("L1", "1.00"),
                balance(ann, "11.00", "0.00", "0.00"),
                system(SYSTEM_REDEMPTION, POINTS, "9.00"));
    }

    @Test
    void a_lot_that_was_under_two_holds_is_given_back_to_once() {
        given(
                ann.has(lot("L1").of("10.00")),
                ann.holds("4.00").withReference("A"),
                ann.holds("6.00").withReference("A"),
                ann.isDebited("10.00").from(HELD));
        var debit = booked();

        when(ann.reverses(debit).of("7.00"));

        then(reversed("7.00", "3.00"), processed("L1", "7.00"), balance(ann, "7.00", "0.00", "0.00"));
    }

    @Test
    void what_has_expired_goes_on_to_breakage_in_the_same_entry() {
        var debit = spentOfThreeLots();
        given(time("2024-12-01"));

        when(ann.reverses(debit).of("17.00"));

        then(
                reversed("17.00", "8.00"),
                processed("L3", "5.00"),
                processed("L2", "10.00"),
                processed("L1", "2.00"),
                expired("10.00"),
                balance(ann, "12.00", "0.00", "0.00"),
                system(SYSTEM_BREAKAGE, POINTS, "10.00"));
        assertThat(lotOf("L2").finish())
                .hasValueSatisfying(finish -> assertThat(finish.expired()).isTrue());
    }

    @Test
    void repays_a_debt_first() {
        var debit = spentOfThreeLots();
        given(ann.isDebited("8.00").allowingNegative());

        when(ann.reverses(debit).of("5.00"));

        then(reversed("5.00", "20.00"), processed("L3", "5.00"), balance(ann, "2.00", "0.00", "0.00"));
        assertThat(lotOf("L3").remaining()).isEqualTo(Amount.parse("2.00"));
    }

    @Test
    void of_an_overdraft_what_is_still_owed_is_owed_no_more_before_any_lot_gets_something() {
        given(ann.has(lot("L1").of("10.00")), ann.isDebited("16.00").allowingNegative());
        var debit = booked();

        when(ann.reverses(debit).of("8.00"));

        then(reversed("8.00", "8.00"), processed("L1", "2.00"), balance(ann, "2.00", "0.00", "0.00"));
    }

    @Test
    void of_an_overdraft_what_was_repaid_since_comes_back_as_a_lot_of_the_time_of_the_debit() {
        given(ann.isDebited("6.00").allowingNegative());
        var debit = booked();
        given(time("2024-07-01"), ann.isCredited("4.00"));

        when(ann.reverses(debit).withReference("return"));

        var lots = ((Reversed) result()).lotsProcessed().orElseThrow();
        then(reversed("6.00", "0.00"), balance(ann, "4.00", "0.00", "0.00"));
        assertThat(lots).singleElement().satisfies(share -> {
            assertThat(share.amount()).hasToString("4.00");
            var lot = ledger().lot(ann.id(), share.id()).orElseThrow();
            assertThat(lot.origin()).isEqualTo(LotOrigin.REVERSAL);
            assertThat(lot.position().vintage()).isEqualTo(START);
            assertThat(lot.expiresAt()).isEmpty();
            assertThat(lot.referenceId()).contains("return");
        });
    }

    @Test
    void works_on_an_asset_without_lots() {
        given(
                ann.isCredited("10.00").in(DOLLARS),
                ann.isDebited("14.00").in(DOLLARS).allowingNegative());
        var debit = booked();

        when(ann.reverses(debit).of("5.00").in(DOLLARS));
        then(reversed("5.00", "9.00"), noLots(), balance(ann, DOLLARS, "1.00", "0.00", "0.00"));

        when(ann.reverses(debit).in(DOLLARS));
        then(reversed("9.00", "0.00"), noLots(), balance(ann, DOLLARS, "10.00", "0.00", "0.00"));
    }

    @ParameterizedTest
    @EnumSource
    void of_a_prefunded_asset_comes_back_from_the_wallet_and_of_a_capture_from_redemption(InventoryMode mode) {
        given(
                asset("GIFT", mode, IssuancePolicy.PREFUNDED, 2, Optional.empty()),
                funded(SHOP, GIFTS, "20.00"),
                ann.isCredited("20.00").in(GIFTS),
                ann.isDebited("5.00").in(GIFTS));
        var debit = booked();
        given(
                ann.holds("6.00").in(GIFTS).withReference("A"),
                ann.capturesAll().in(GIFTS).withReference("A"));
        var capture = booked();

        when(ann.reverses(capture).in(GIFTS));
        then(
                balance(ann, GIFTS, "15.00", "0.00", "0.00"),
                wallet(SHOP, GIFTS, "5.00"),
                system(SYSTEM_REDEMPTION, GIFTS, "0.00"));

        when(ann.reverses(debit).of("2.00").in(GIFTS));
        then(balance(ann, GIFTS, "17.00", "0.00", "0.00"), wallet(SHOP, GIFTS, "3.00"));
    }

    @Test
    void is_one_entry_that_tells_what_it_gives_back_and_of_what() {
        var debit = spentOfThreeLots();

        when(ann.reverses(debit).of("6.00"));

        var entry = ((Accepted) outcome()).entry();
        assertThat(entry.type()).isEqualTo(EntryType.REVERSAL);
        assertThat(entry.facts())
                .containsExactly(new ConsumptionReversed(
                        debit,
                        List.of(
                                new ConsumptionReversed.Part(
                                        Optional.of(LotId.parse(idOf("L3"))), Amount.parse("5.00")),
                                new ConsumptionReversed.Part(
                                        Optional.of(LotId.parse(idOf("L2"))), Amount.parse("1.00")))));
    }
}
