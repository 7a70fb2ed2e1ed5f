package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.LOT_MODE_REQUIRED;
import static dev.sluice.schema.rejection.RejectionCode.LOT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.value.Bucket.HELD;
import static dev.sluice.schema.value.LotStatus.AVAILABLE;
import static dev.sluice.schema.value.SystemAccount.SYSTEM_BREAKAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.LotStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseDeciderTest extends LedgerScenario {

    private void given_holds_of_both_assets() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01")),
                ann.holds("6.00").withReference("A"),
                ann.holds("6.00").withReference("B"),
                ann.holds("6.00").withReference("A"),
                ann.isCredited("20.00").in(DOLLARS),
                ann.holds("6.00").in(DOLLARS).withReference("A"),
                ann.holds("6.00").in(DOLLARS).withReference("B"),
                ann.holds("6.00").in(DOLLARS).withReference("A"));
    }

    @Test
    void by_reference_releases_every_unit_with_that_reference() {
        given_holds_of_both_assets();

        when(ann.releasesAll().withReference("A"));
        then(
                processed("L1", "6.00"),
                processed("L2", "6.00"),
                processed("12.00"),
                nothingExpired(),
                balance(ann, "14.00", "6.00", "0.00"));

        when(ann.releasesAll().in(DOLLARS).withReference("A"));
        then(noLots(), processed("12.00"), balance(ann, DOLLARS, "14.00", "6.00", "0.00"));
    }

    @Test
    void by_amount_and_reference_releases_up_to_the_amount_of_that_reference() {
        given_holds_of_both_assets();

        when(ann.releases("7.00").withReference("A"));
        then(processed("L1", "6.00"), processed("L2", "1.00"), balance(ann, "9.00", "11.00", "0.00"));

        when(ann.releases("100.00").withReference("A"));
        then(processed("L2", "5.00"), balance(ann, "14.00", "6.00", "0.00"));

        when(ann.releases("100.00").in(DOLLARS).withReference("B"));
        then(processed("6.00"), balance(ann, DOLLARS, "8.00", "12.00", "0.00"));
    }

    @Test
    void by_amount_alone_releases_up_to_the_amount_of_any_first_in_first_out() {
        given_holds_of_both_assets();

        when(ann.releases("7.00"));
        then(processed("L1", "7.00"), balance(ann, "9.00", "11.00", "0.00"));

        when(ann.releases("100.00"));
        then(processed("L1", "3.00"), processed("L2", "8.00"), balance(ann, "20.00", "0.00", "0.00"));

        when(ann.releases("7.00").in(DOLLARS));
        then(processed("7.00"), balance(ann, DOLLARS, "9.00", "11.00", "0.00"));
    }

    @Test
    void by_nothing_releases_every_held_unit_of_the_asset() {
        given_holds_of_both_assets();

        when(ann.releasesAll());
        then(processed("L1", "10.00"), processed("L2", "8.00"), balance(ann, "20.00", "0.00", "0.00"));

        when(ann.releasesAll().in(DOLLARS));
        then(processed("18.00"), balance(ann, DOLLARS, "20.00", "0.00", "0.00"));
    }

    @Test
    void of_one_hold_leaves_the_part_of_another_on_the_same_lot() {
        given(ann.has(lot("L1").of("10.00")), ann.holds("3.00").withReference("A"));
        var holdA = opened();
        given(ann.holds("4.00").withReference("B"));
        var holdB = opened();
        assertThat(rows())
                .extracting(
                        LotRow::status, LotRow::holdId, row -> row.remaining().toString())
                .containsExactly(
                        tuple(AVAILABLE, Optional.empty(), "3.00"),
                        tuple(LotStatus.HELD, Optional.of(holdA), "3.00"),
                        tuple(LotStatus.HELD, Optional.of(holdB), "4.00"));

        when(ann.releasesAll().withReference("A"));

        then(processed("L1", "3.00"), balance(ann, "6.00", "4.00", "0.00"));
        assertThat(rows())
                .extracting(
                        LotRow::status, LotRow::holdId, row -> row.remaining().toString())
                .containsExactly(
                        tuple(AVAILABLE, Optional.empty(), "6.00"), tuple(LotStatus.HELD, Optional.of(holdB), "4.00"));
        assertThat(rows()).extracting(row -> row.id().toString()).containsOnly(idOf("L1"));
        assertThat(hold(holdA)).isEqualTo(HoldStatus.CLOSED);
        assertThat(hold(holdB)).isEqualTo(HoldStatus.OPEN);
    }

    private HoldStatus hold(HoldId id) {
        return ((HoldFound) answerTo(ann, new GetHold(id))).hold().status();
    }

    private List<LotRow> rows() {
        var question = new ListLots(
                POINTS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return ((LotPage) answerTo(ann, question)).data();
    }

    @Test
    void of_several_holds_goes_by_the_vintage_of_their_lots_and_not_by_the_age_of_the_holds() {
        given(
                ann.has(lot("new").of("5.00").earnedOn("2024-02-01")),
                ann.holdsAll().withReference("A"),
                ann.has(lot("old").of("5.00").earnedOn("2024-01-01")),
                ann.holdsAll().withReference("A"));

        when(ann.releases("6.00").withReference("A"));

        then(processed("old", "5.00"), processed("new", "1.00"));
    }

    @Test
    void combines_all_filters() {
        given(
                ann.has(lot("L1").of("1.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("2.00").earnedOn("2024-02-01")),
                ann.has(lot("L3").of("4.00").earnedOn("2024-03-01")),
                ann.has(lot("L4").of("8.00").earnedOn("2024-04-01")),
                ann.holdsAll().ofLots("L1", "L2", "L3").withReference("A"),
                ann.holdsAll().withReference("B"));

        when(ann.releasesAll()
                .earnedFrom("2024-02-01")
                .earnedTo("2024-04-01")
                .ofLots("L4", "L3", "L1")
                .withReference("A"));
        then(processed("L3", "4.00"));

        when(ann.releasesAll().earnedFrom("2024-02-01").earnedTo("2024-04-01"));
        then(processed("L2", "2.00"), processed("L4", "8.00"), balance(ann, "14.00", "1.00", "0.00"));
    }

    @Test
    void refuses_only_when_nothing_matches_at_all() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("1.00").withReference("A"));

        when(ann.releasesAll().withReference("B"));
        then(refused(NOTHING_TO_PROCESS, "Expected something to release, but nothing matches"));

        when(ann.releases("1.00").in(DOLLARS));
        then(refused(NOTHING_TO_PROCESS));

        when(ann.releases("5.00").withReference("A"));
        then(processed("L1", "1.00"));
    }

    @Test
    void refuses_unknown_lots_and_filters_of_lots_on_a_simple_asset() {
        given_holds_of_both_assets();

        when(ann.releasesAll().ofLots("unknown"));
        then(refused(LOT_NOT_FOUND));

        when(ann.releasesAll().withReference("A").ofLots("unknown"));
        then(refused(LOT_NOT_FOUND));

        when(ann.releasesAll().in(DOLLARS).withReference("A").ofLots("L1"));
        then(refusedAt(LOT_MODE_REQUIRED, "lot_ids"));
    }

    @Test
    void sends_what_expired_while_it_was_held_to_breakage_and_says_so() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                ann.has(lot("L2").of("5.00").expiring("2024-06-15T00:00:00.001Z")),
                ann.holdsAll(),
                time("2024-06-15"));

        when(ann.releasesAll());

        then(
                processed("L1", "5.00"),
                processed("L2", "5.00"),
                processed("10.00"),
                expired("5.00"),
                balance(ann, "5.00", "0.00", "0.00"),
                system(SYSTEM_BREAKAGE, POINTS, "5.00"));
    }

    @Test
    void leaves_held_value_alone_past_its_expiry() {
        given(ann.has(lot("L1").of("5.00").expiring("2024-06-15")), ann.holdsAll(), time("2024-07-01"));

        when(ann.isDebited("5.00").from(HELD));

        then(processed("L1", "5.00"), balance(ann, "0.00", "0.00", "0.00"));
    }

    @Test
    void repays_a_debt_first() {
        given(
                ann.has(lot("L1").of("5.00")),
                ann.holdsAll(),
                ann.isDebited("3.00").allowingNegative());

        when(ann.releases("4.00"));
        then(processed("L1", "4.00"), balance(ann, "1.00", "1.00", "0.00"));

        when(ann.holdsAll());
        then(processed("L1", "1.00"));
    }

    @Test
    void repays_no_debt_with_what_expired() {
        given(
                ann.has(lot("L1").of("5.00").expiring("2024-06-15")),
                ann.holdsAll(),
                ann.isDebited("3.00").allowingNegative(),
                time("2024-06-15"));

        when(ann.releasesAll());

        then(expired("5.00"), balance(ann, "-3.00", "0.00", "0.00"));
    }

    @Test
    void a_lot_that_was_spent_while_part_of_it_was_held_is_one_lot_again() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("2.00"), ann.isDebited("3.00"));

        when(ann.releasesAll());

        then(processed("L1", "2.00"), balance(ann, "2.00", "0.00", "0.00"));
        assertThat(rows()).extracting(row -> row.remaining().toString()).containsExactly("2.00");
    }
}
