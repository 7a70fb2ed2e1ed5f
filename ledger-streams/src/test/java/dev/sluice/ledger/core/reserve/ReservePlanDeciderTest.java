package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.PLAN_CONFLICT;
import static dev.sluice.schema.rejection.RejectionCode.PLAN_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_PLAN_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservePlanDeciderTest extends ReserveScenario {

    private static final Change<Map<String, String>> SAME = new Change.Keep<>();

    @Test
    void takes_its_share_of_each_charge_in_the_entry_that_books_it() {
        var plan = planned(ann, rolling(DOLLARS, 15, 30));

        when(ann.asks(charge(DOLLARS, "9.99", "ch_1")));

        then(balance(ann, DOLLARS, "8.50", "1.49", "0.00"));
        assertThat(ledger().journal().getLast().postings()).hasSize(4);
        var row = holds(ann).getFirst();
        assertThat(row.hold().amount()).hasToString("1.49");
        assertThat(row.hold().createdBy()).isEqualTo(ReserveCreator.SYSTEM);
        assertThat(row.hold().reason()).isEqualTo(ReserveHoldReason.CHARGE);
        assertThat(row.hold().reservePlan()).contains(plan);
        assertThat(row.hold().sourceCharge()).contains("ch_1");
        assertThat(row.schedule().scheduledRelease()).isEqualTo("2024-07-02T00:00:00Z");
    }

    @Test
    void takes_nothing_where_its_share_is_less_than_the_smallest_unit() {
        planned(ann, rolling(DOLLARS, 1, 30));

        when(ann.asks(charge(DOLLARS, "0.99", "ch_1")));

        then(balance(ann, DOLLARS, "0.99", "0.00", "0.00"));
        assertThat(holds(ann)).isEmpty();
    }

    @Test
    void takes_nothing_of_what_is_no_charge() {
        planned(ann, rolling(DOLLARS, 50, 30));

        when(ann.isCredited("10.00").in(DOLLARS));

        then(balance(ann, DOLLARS, "10.00", "0.00", "0.00"));
    }

    @ParameterizedTest
    @CsvSource({"USD, 12.00", "PTS, 12.00"})
    void never_takes_more_than_the_charge_adds_after_debts(String symbol, String debt) {
        var asset = AssetId.ofSymbol(symbol);
        planned(ann, rolling(asset, 50, 30));
        given(ann.isDebited(debt).allowingNegative().in(asset));

        when(ann.asks(charge(asset, "20.00", "ch_1")));
        then(balance(ann, asset, "0.00", "8.00", "0.00"));

        when(ann.asks(charge(asset, "20.00", "ch_2")));
        then(balance(ann, asset, "10.00", "18.00", "0.00"));
    }

    @Test
    void takes_its_share_of_an_incoming_transfer() {
        var plan = planned(bob, rolling(POINTS, 10, 30));
        given(ann.has(lot("L1").of("50.00")));

        when(ann.pays(bob, "50.00"));

        then(balanceOf(bob, POINTS, "45.00", "5.00", "0.00"));
        var transfer = ledger().journal().getLast().id();
        var row = holds(bob).getFirst();
        assertThat(row.hold().reservePlan()).contains(plan);
        assertThat(row.hold().sourceCharge()).contains(transfer.toString());
    }

    @Test
    void gives_each_share_back_so_many_days_after_its_charge() {
        planned(ann, rolling(DOLLARS, 10, 30));
        given(
                ann.asks(charge(DOLLARS, "10.00", "ch_1")),
                time("2024-06-02"),
                ann.asks(charge(DOLLARS, "20.00", "ch_2")));
        given(time("2024-07-02T00:00:00Z"));

        assertThat(holds(ann).stream().map(row -> row.amountReleasable().toString()))
                .containsExactly("2.00", "0.00");
        given(time("2024-07-03T00:00:00Z"));
        assertThat(holds(ann).stream().map(row -> row.amountReleasable().toString()))
                .containsExactly("0.00", "0.00");

        var release = releases(ann).getFirst().release();
        assertThat(release.reason()).isEqualTo(ReserveReleaseReason.BULK_HOLD_EXPIRY);
        assertThat(release.createdBy()).isEqualTo(ReserveCreator.SYSTEM);
        assertThat(release.createdAt()).isEqualTo("2024-07-03T00:00:00Z");
        assertThat(release.reserveHold()).contains(holds(ann).getFirst().hold().id());
        assertThat(release.reservePlan()).isPresent();
    }

    @Test
    void gives_all_of_one_day_back_as_one_release() {
        planned(ann, rolling(DOLLARS, 10, 30));
        for (var i = 0; i < 110; i++) {
            given(ann.asks(charge(DOLLARS, "10.00", "ch_" + i)));
        }

        given(time("2024-07-02T00:00:00Z"));

        assertThat(releases(ann)).singleElement().satisfies(row -> {
            assertThat(row.release().amount()).hasToString("110.00");
            assertThat(row.release().reserveHold()).isEmpty();
        });
        then(balanceOf(ann, DOLLARS, "1100.00", "0.00", "0.00"));
    }

    @Test
    void gives_all_back_at_its_fixed_date_and_moves_that_for_what_it_has_and_will_take() {
        var plan = planned(ann, fixed(DOLLARS, 10, "2024-06-20"));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_1")));
        assertThat(holds(ann).getFirst().schedule().scheduledRelease()).isEqualTo("2024-06-21T00:00:00Z");

        given(ann.asks(changed(plan, Optional.empty(), Optional.of(at("2024-07-10")), Optional.empty())));
        given(ann.asks(charge(DOLLARS, "20.00", "ch_2")), time("2024-06-21"));

        assertThat(holds(ann)).allSatisfy(row -> {
            assertThat(row.amountReleasable().isPositive()).isTrue();
            assertThat(row.schedule().scheduledRelease()).isEqualTo("2024-07-11T00:00:00Z");
        });
        given(time("2024-07-11"));
        assertThat(holds(ann))
                .allSatisfy(row -> assertThat(row.amountReleasable().isZero()).isTrue());
        assertThat(releases(ann)).singleElement().satisfies(row -> {
            assertThat(row.release().amount()).hasToString("3.00");
            assertThat(row.release().reason()).isEqualTo(ReserveReleaseReason.BULK_HOLD_EXPIRY);
            assertThat(row.release().reservePlan()).contains(plan);
        });
        assertThat(plan(ann, plan).status()).isEqualTo(ReservePlanStatus.EXPIRED);
    }

    @Test
    void changes_its_percent_and_days_for_future_charges_only() {
        var plan = planned(ann, rolling(DOLLARS, 10, 30));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_1")));

        given(ann.asks(changed(plan, Optional.of(20), Optional.empty(), Optional.of(60))));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_2")));

        assertThat(holds(ann).stream()
                        .map(row -> row.hold().amount() + " " + row.schedule().scheduledRelease()))
                .containsExactly("2.00 2024-08-01T00:00:00Z", "1.00 2024-07-02T00:00:00Z");
    }

    @Test
    void stops_taking_when_it_expires_and_what_it_took_runs_to_its_date() {
        var plan = planned(
                ann,
                new CreateReservePlan(
                        Optional.of(DOLLARS),
                        10,
                        Optional.empty(),
                        Optional.of(30),
                        Optional.of(at("2024-06-10")),
                        Map.of()));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_1")), time("2024-06-10"));

        when(ann.asks(charge(DOLLARS, "10.00", "ch_2")));

        assertThat(holds(ann)).hasSize(1);
        assertThat(plan(ann, plan).status()).isEqualTo(ReservePlanStatus.EXPIRED);
        when(disabled(ann, plan));
        then(refused(PLAN_NOT_ACTIVE));
        when(ann.asks(changed(plan, Optional.of(5), Optional.empty(), Optional.empty())));
        then(refused(PLAN_NOT_ACTIVE));
        when(ann.asks(rolling(DOLLARS, 20, 30)));
        then(done());
    }

    @Test
    void one_plan_an_asset_and_one_for_all_and_the_one_of_the_asset_wins() {
        var all = new CreateReservePlan(
                Optional.empty(), 50, Optional.empty(), Optional.of(30), Optional.empty(), Map.of());
        planned(ann, all);
        planned(ann, rolling(DOLLARS, 10, 30));

        when(ann.asks(rolling(DOLLARS, 10, 30)));
        then(refused(PLAN_CONFLICT));
        when(ann.asks(all));
        then(refused(PLAN_CONFLICT));

        when(ann.asks(charge(DOLLARS, "10.00", "ch_1")));
        then(balance(ann, DOLLARS, "9.00", "1.00", "0.00"));
        when(ann.asks(charge(POINTS, "10.00", "ch_2")));
        then(balance(ann, POINTS, "5.00", "5.00", "0.00"));
    }

    @Test
    void gives_everything_back_when_it_is_disabled_and_takes_nothing_any_more() {
        var plan = planned(ann, rolling(DOLLARS, 10, 30));
        for (var i = 0; i < 110; i++) {
            given(ann.asks(charge(DOLLARS, "10.00", "ch_" + i)));
        }
        given(time("2024-06-05T08:00:00Z"));

        when(disabled(ann, plan));

        var after = plan(ann, plan);
        assertThat(after.status()).isEqualTo(ReservePlanStatus.DISABLED);
        assertThat(after.disabledAt()).contains(Instant.parse("2024-06-05T08:00:00Z"));
        assertThat(releases(ann)).singleElement().satisfies(row -> {
            assertThat(row.release().amount()).hasToString("110.00");
            assertThat(row.release().reason()).isEqualTo(ReserveReleaseReason.PLAN_DISABLED);
            assertThat(row.release().reservePlan()).contains(plan);
        });
        when(ann.asks(charge(DOLLARS, "10.00", "late")));
        then(balance(ann, DOLLARS, "1110.00", "0.00", "0.00"));
    }

    @Test
    void tells_what_came_due_at_the_instant_of_its_end_apart_from_what_its_end_gave_back() {
        var plan = planned(ann, rolling(DOLLARS, 10, 3));
        given(ann.asks(charge(DOLLARS, "10.00", "ch_1")));
        given(time("2024-06-02"));
        given(ann.asks(charge(DOLLARS, "20.00", "ch_2")));
        given(time("2024-06-05"));

        when(disabled(ann, plan));

        assertThat(releases(ann))
                .extracting(row -> row.release().reason() + " " + row.release().amount())
                .containsExactlyInAnyOrder("BULK_HOLD_EXPIRY 1.00", "PLAN_DISABLED 2.00");
    }

    @Test
    void is_disabled_at_once_where_it_holds_nothing_and_twice_with_the_same_answer() {
        var plan = planned(ann, rolling(DOLLARS, 10, 30));

        when(disabled(ann, plan));
        assertThat(plan(ann, plan).status()).isEqualTo(ReservePlanStatus.DISABLED);
        given(time("2024-06-02"));

        when(disabled(ann, plan));
        then(done(), nothingChanged());
        assertThat(plan(ann, plan).disabledAt()).contains(START);
    }

    @Test
    void keeps_only_its_metadata_changeable_once_it_is_disabled() {
        var plan = planned(ann, rolling(DOLLARS, 10, 30));
        given(disabled(ann, plan));

        when(ann.asks(changed(plan, Optional.of(20), Optional.empty(), Optional.empty())));
        then(refused(PLAN_NOT_ACTIVE));

        when(ann.asks(new UpdateReservePlan(
                plan,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Change.Keep<>(),
                new Change.Set<>(Map.of("a", "1")))));
        then(done());
        assertThat(plan(ann, plan).metadata()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void refuses_dates_and_days_out_of_bounds_and_fields_of_the_other_kind() {
        when(ann.asks(fixed(DOLLARS, 10, "2024-06-04")));
        then(refusedAt(INVALID_TIME, "release_after"));
        when(ann.asks(rolling(DOLLARS, 10, 2)));
        then(refusedAt(INVALID_FIELD, "days_after_charge"));
        when(ann.asks(rolling(DOLLARS, 10, 181)));
        then(refusedAt(INVALID_FIELD, "days_after_charge"));

        var fixed = planned(ann, fixed(DOLLARS, 10, "2024-06-20"));
        when(ann.asks(changed(fixed, Optional.empty(), Optional.empty(), Optional.of(30))));
        then(refusedAt(UNSUITABLE_FIELD, "days_after_charge"));
        var rolling = planned(ann, rolling(POINTS, 10, 30));
        when(ann.asks(changed(rolling, Optional.empty(), Optional.of(at("2024-06-20")), Optional.empty())));
        then(refusedAt(UNSUITABLE_FIELD, "release_after"));
        when(ann.asks(new DisableReservePlan(new ReservePlanId(new UUID(1, 2)))));
        then(refusedAt(RESERVE_PLAN_NOT_FOUND, "reserve_plan"));
    }

    private static UpdateReservePlan changed(
            ReservePlanId plan, Optional<Integer> percent, Optional<Instant> releaseAfter, Optional<Integer> days) {
        return new UpdateReservePlan(plan, percent, releaseAfter, days, new Change.Keep<>(), SAME);
    }
}
