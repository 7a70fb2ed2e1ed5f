package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.AMOUNT_EXCEEDS_RELEASABLE;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_RELEASE_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import dev.sluice.schema.value.SystemAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReserveReleaseDeciderTest extends ReserveScenario {

    private HoldId given_that_10_dollars_are_reserved() {
        given(ann.isCredited("10.00").in(DOLLARS));
        return reserved(ann, reserve(DOLLARS, 1_000, "2024-06-30"));
    }

    @Test
    void gives_part_of_a_hold_back_before_its_time() {
        var hold = given_that_10_dollars_are_reserved();
        given(time("2024-06-02"));

        when(ann.asks(new CreateReserveRelease(hold, Optional.of(400L), Optional.of(DOLLARS), Map.of("why", "asked"))));

        then(balance(ann, DOLLARS, "4.00", "6.00", "0.00"));
        var row = releases(ann).getFirst();
        assertThat(row.symbol()).isEqualTo("USD");
        var release = row.release();
        assertThat(release.amount()).hasToString("4.00");
        assertThat(release.createdAt()).isEqualTo("2024-06-02T00:00:00Z");
        assertThat(release.createdBy()).isEqualTo(ReserveCreator.APPLICATION);
        assertThat(release.reason()).isEqualTo(ReserveReleaseReason.HOLD_RELEASED_EARLY);
        assertThat(release.reserveHold()).contains(hold);
        assertThat(release.reservePlan()).isEmpty();
        assertThat(release.sourceTransaction()).isEmpty();
        assertThat(release.metadata()).isEqualTo(Map.of("why", "asked"));
        assertThat(hold(ann, hold).amountReleasable()).hasToString("6.00");
        assertThat(hold(ann, hold).hold().amount()).hasToString("10.00");
    }

    @Test
    void gives_all_that_is_left_back_where_no_amount_is_given() {
        var hold = given_that_10_dollars_are_reserved();
        given(ann.asks(release(hold, 1)));

        when(ann.asks(releaseAll(hold)));

        then(balance(ann, DOLLARS, "10.00", "0.00", "0.00"));
        assertThat(release().release().amount()).hasToString("9.99");
    }

    @Test
    void refuses_more_than_is_left() {
        var hold = given_that_10_dollars_are_reserved();
        given(ann.asks(release(hold, 1)));

        when(ann.asks(release(hold, 1_000)));

        then(refusedAt(AMOUNT_EXCEEDS_RELEASABLE, "smallest_units"));
    }

    @Test
    void refuses_a_hold_of_which_nothing_is_left() {
        var hold = given_that_10_dollars_are_reserved();
        given(ann.asks(releaseAll(hold)));

        when(ann.asks(releaseAll(hold)));

        then(refusedAt(HOLD_NOT_OPEN, "reserve_hold"));
    }

    @Test
    void refuses_another_asset_than_the_holds() {
        var hold = given_that_10_dollars_are_reserved();

        when(ann.asks(new CreateReserveRelease(hold, Optional.empty(), Optional.of(POINTS), Map.of())));

        then(refusedAt(UNSUITABLE_FIELD, "asset_id"));
    }

    @Test
    void refuses_a_hold_of_somebody_else_and_an_account_that_is_not_active() {
        var hold = given_that_10_dollars_are_reserved();

        when(bob.asks(releaseAll(hold)));
        then(refusedAt(RESERVE_HOLD_NOT_FOUND, "reserve_hold"));

        given(ann.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)));
        when(ann.asks(releaseAll(hold)));
        then(refused(ACCOUNT_NOT_ACTIVE));
    }

    @Test
    void sends_what_expired_meanwhile_to_breakage() {
        given(ann.has(lot("L1").of("10.00").expiring("2024-06-10")));
        var hold = reserved(ann, reserve(POINTS, 1_000, "2024-06-30"));
        given(time("2024-06-11"));

        when(ann.asks(releaseAll(hold)));

        then(balance(ann, POINTS, "0.00", "0.00", "0.00"), system(SystemAccount.SYSTEM_BREAKAGE, POINTS, "10.00"));
        assertThat(release().release().amount()).hasToString("10.00");
    }

    @Test
    void changes_nothing_but_what_a_caller_keeps_with_it() {
        var hold = given_that_10_dollars_are_reserved();
        given(ann.asks(releaseAll(hold)));
        var made = release().release();

        when(ann.asks(new UpdateReserveRelease(made.id(), new Change.Set<>(Map.of("a", "1")))));

        assertThat(release().release().metadata()).isEqualTo(Map.of("a", "1"));
        assertThat(release().release().amount()).isEqualTo(made.amount());

        when(ann.asks(new UpdateReserveRelease(new ReserveReleaseId(new UUID(1, 2)), new Change.Keep<>())));
        then(refused(RESERVE_RELEASE_NOT_FOUND));
    }

    @Test
    void is_listed_newest_first_and_paged_through_both_ways() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var first = reserved(ann, reserve(DOLLARS, 300, "2024-06-30"));
        var second = reserved(ann, reserve(DOLLARS, 300, "2024-06-30"));
        var made = new ArrayList<ReserveReleaseId>();
        for (var hold : List.of(first, second, first, second, first)) {
            given(ann.asks(release(hold, 1)));
            made.addFirst(release().release().id());
        }

        assertThat(ids(page(Optional.empty(), 2, Optional.empty(), Optional.empty())))
                .isEqualTo(made.subList(0, 2));
        assertThat(page(Optional.empty(), 2, Optional.empty(), Optional.empty()).hasMore())
                .isTrue();
        assertThat(ids(page(Optional.empty(), 2, Optional.of(made.get(1)), Optional.empty())))
                .isEqualTo(made.subList(2, 4));
        assertThat(ids(page(Optional.empty(), 2, Optional.of(made.get(3)), Optional.empty())))
                .isEqualTo(made.subList(4, 5));
        assertThat(page(Optional.empty(), 2, Optional.of(made.get(3)), Optional.empty())
                        .hasMore())
                .isFalse();
        assertThat(ids(page(Optional.empty(), 2, Optional.empty(), Optional.of(made.get(4)))))
                .isEqualTo(made.subList(2, 4));
        assertThat(ids(page(Optional.of(second), 10, Optional.empty(), Optional.empty())))
                .containsExactly(made.get(1), made.get(3));
    }

    private ReserveReleasePage page(
            Optional<HoldId> hold,
            int limit,
            Optional<ReserveReleaseId> startingAfter,
            Optional<ReserveReleaseId> endingBefore) {
        return (ReserveReleasePage) answerTo(
                ann,
                new ListReserveReleases(
                        Optional.empty(), hold, Optional.empty(), Optional.of(limit), startingAfter, endingBefore));
    }

    private static List<ReserveReleaseId> ids(ReserveReleasePage page) {
        return page.data().stream().map(row -> row.release().id()).toList();
    }
}
