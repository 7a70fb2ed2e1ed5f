package dev.sluice.ledger.core.balance;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.value.Bucket.AVAILABLE;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.value.HoldStatus;
import org.junit.jupiter.api.Test;

class ForfeitDeciderTest extends LedgerScenario {

    @Test
    void takes_available_value_for_good_oldest_vintage_first() {
        given(ann.has(lot("L1").of("5.00")), ann.has(lot("L2").of("5.00").earnedOn("2024-01-01")));

        when(ann.forfeits("6.00").from(AVAILABLE));

        then(
                processed("L2", "5.00"),
                processed("L1", "1.00"),
                nothingExpired(),
                balance(ann, "4.00", "0.00", "0.00"),
                system(SYSTEM_BREAKAGE, POINTS, "6.00"));
    }

    @Test
    void with_no_amount_takes_all_of_the_bucket_and_leaves_the_other() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("2.00"));

        when(ann.forfeitsAll().from(AVAILABLE));
        then(processed("L1", "3.00"), balance(ann, "0.00", "2.00", "0.00"));

        when(ann.forfeitsAll().from(HELD));
        then(processed("L1", "2.00"), balance(ann, "0.00", "0.00", "0.00"));
    }

    @Test
    void from_held_takes_of_the_holds_with_the_reference_and_they_count_it() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("4.00").withReference("A"));
        var holdA = opened();
        given(ann.holds("5.00").withReference("B"));

        when(ann.forfeitsAll().from(HELD).withReference("A"));

        then(processed("L1", "4.00"), balance(ann, "1.00", "5.00", "0.00"));
        var hold = ((HoldFound) answerTo(ann, new GetHold(holdA))).hold();
        assertThat(hold.forfeited()).hasToString("4.00");
        assertThat(hold.status()).isEqualTo(HoldStatus.CLOSED);
    }

    @Test
    void from_available_goes_by_the_reference_of_the_lots() {
        given(
                ann.has(lot("L1").of("5.00").withReference("promo")),
                ann.has(lot("L2").of("5.00")));

        when(ann.forfeitsAll().from(AVAILABLE).withReference("promo"));

        then(processed("L1", "5.00"), balance(ann, "5.00", "0.00", "0.00"));
    }

    @Test
    void combines_all_filters_and_includes_both_ends_of_the_dates() {
        given(
                ann.has(lot("L1").of("1.00").earnedOn("2024-01-01").withReference("A")),
                ann.has(lot("L2").of("2.00").earnedOn("2024-02-01").withReference("A")),
                ann.has(lot("L3").of("4.00").earnedOn("2024-03-01").withReference("A")),
                ann.has(lot("L4").of("8.00").earnedOn("2024-03-01").withReference("B")),
                ann.has(lot("L5").of("16.00").earnedOn("2024-04-01").withReference("A")));

        when(ann.forfeitsAll()
                .from(AVAILABLE)
                .earnedFrom("2024-02-01")
                .earnedTo("2024-03-01")
                .ofLots("L1", "L2", "L3", "L4")
                .withReference("A"));

        then(processed("L2", "2.00"), processed("L3", "4.00"));
    }

    @Test
    void refuses_more_than_matches() {
        given(
                ann.has(lot("L1").of("5.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("5.00")));

        when(ann.forfeits("5.01").from(AVAILABLE).earnedTo("2024-05-31"));

        then(refused(INSUFFICIENT_BALANCE, "Expected at least 5.01 that matches in AVAILABLE, but there is 5.00"));
    }

    @Test
    void refuses_when_nothing_matches() {
        when(ann.forfeitsAll().from(AVAILABLE));
        then(refused(NOTHING_TO_PROCESS, "Expected something to forfeit, but nothing matches"));

        when(ann.forfeitsAll().from(HELD));
        then(refused(NOTHING_TO_PROCESS));
    }

    @Test
    void takes_nothing_of_what_is_owed() {
        given(ann.isDebited("5.00").in(DOLLARS).allowingNegative());

        when(ann.forfeitsAll().in(DOLLARS).from(AVAILABLE));

        then(refused(NOTHING_TO_PROCESS));
    }

    @Test
    void works_on_both_buckets_of_a_simple_asset() {
        given(
                ann.isCredited("10.00").in(DOLLARS),
                ann.holds("3.00").in(DOLLARS).withReference("A"),
                ann.holds("3.00").in(DOLLARS).withReference("B"));

        when(ann.forfeits("1.00").in(DOLLARS).from(AVAILABLE));
        then(noLots(), balance(ann, DOLLARS, "3.00", "6.00", "0.00"));

        when(ann.forfeits("2.00").in(DOLLARS).from(HELD).withReference("B"));
        then(balance(ann, DOLLARS, "3.00", "4.00", "0.00"), system(SYSTEM_BREAKAGE, DOLLARS, "3.00"));
    }

    @Test
    void refuses_each_filter_of_lots_on_a_simple_asset() {
        when(ann.forfeitsAll().in(DOLLARS).from(AVAILABLE).ofLots("any"));
        then(refusedAt(LOT_MODE_REQUIRED, "lot_ids"));

        when(ann.forfeitsAll().in(DOLLARS).from(AVAILABLE).earnedFrom("2024-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "earned_from"));

        when(ann.forfeitsAll().in(DOLLARS).from(AVAILABLE).earnedTo("2024-01-01"));
        then(refusedAt(LOT_MODE_REQUIRED, "earned_to"));
    }

    @Test
    void never_touches_what_is_deferred() {
        given(ann.has(lot("L1").of("5.00").maturing("2024-07-01")));

        when(ann.forfeitsAll().from(AVAILABLE));

        then(refused(NOTHING_TO_PROCESS));
    }
}
