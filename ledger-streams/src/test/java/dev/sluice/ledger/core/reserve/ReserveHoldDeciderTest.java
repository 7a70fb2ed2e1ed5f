package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReserveHoldDeciderTest extends ReserveScenario {

    @Test
    void keeps_part_of_what_is_available_back() {
        given(ann.isCredited("100.00").in(DOLLARS));

        when(ann.asks(new CreateReserveHold(
                DOLLARS,
                2_500L,
                at("2024-06-30T10:00:00Z"),
                Optional.of(ReserveSourceType.BANK_ACCOUNT),
                Map.of("order", "17"))));

        then(balance(ann, DOLLARS, "75.00", "25.00", "0.00"));
        var row = hold(ann, holds(ann).getFirst().hold().id());
        assertThat(row.symbol()).isEqualTo("USD");
        assertThat(row.amountReleasable()).hasToString("25.00");
        assertThat(row.schedule().releaseAfter()).isEqualTo("2024-06-30T10:00:00Z");
        assertThat(row.schedule().scheduledRelease()).isEqualTo("2024-07-01T00:00:00Z");
        assertThat(row.hold().amount()).hasToString("25.00");
        assertThat(row.hold().createdAt()).isEqualTo(START);
        assertThat(row.hold().createdBy()).isEqualTo(ReserveCreator.APPLICATION);
        assertThat(row.hold().reason()).isEqualTo(ReserveHoldReason.STANDALONE);
        assertThat(row.hold().sourceType()).isEqualTo(ReserveSourceType.BANK_ACCOUNT);
        assertThat(row.hold().reservePlan()).isEmpty();
        assertThat(row.hold().sourceCharge()).isEmpty();
        assertThat(row.hold().metadata()).isEqualTo(Map.of("order", "17"));
    }

    @Test
    void keeps_the_oldest_lots_back() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01")));

        when(ann.asks(reserve(POINTS, 1_500, "2024-06-30")));

        then(done(), balance(ann, "5.00", "15.00", "0.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-04T12:00:00.000Z, 2024-06-05T00:00:00Z",
        "2024-06-05T00:00:00.000Z, 2024-06-06T00:00:00Z",
        "2024-06-05T23:59:59.999Z, 2024-06-06T00:00:00Z",
        "2024-11-28T12:00:00.000Z, 2024-11-29T00:00:00Z"
    })
    void is_released_at_the_midnight_after_the_day_that_was_asked_for(String releaseAfter, String scheduled) {
        given(ann.isCredited("100.00").in(DOLLARS));

        when(ann.asks(reserve(DOLLARS, 100, releaseAfter)));

        assertThat(hold().schedule().scheduledRelease()).isEqualTo(scheduled);
    }

    @ParameterizedTest
    @CsvSource({"2024-06-04T11:59:59.999Z", "2024-11-28T12:00:00.001Z", "2024-05-01T00:00:00Z"})
    void refuses_a_release_that_is_nearer_than_3_days_or_further_than_180(String releaseAfter) {
        given(ann.isCredited("100.00").in(DOLLARS));

        when(ann.asks(reserve(DOLLARS, 100, releaseAfter)));

        then(refusedAt(INVALID_TIME, "release_after"));
    }

    @Test
    void refuses_more_than_is_available() {
        given(ann.isCredited("1.00").in(DOLLARS));

        when(ann.asks(reserve(DOLLARS, 101, "2024-06-30")));

        then(refusedAt(INSUFFICIENT_BALANCE, "smallest_units"));
    }

    @Test
    void refuses_what_is_not_there_or_not_active() {
        given(ann.isCredited("1.00").in(DOLLARS));

        when(ann.asks(reserve(AssetId.ofSymbol("EUR"), 1, "2024-06-30")));
        then(refusedAt(ASSET_NOT_FOUND, "asset_id"));

        when(new Account(AccountId.ofParticipant("nobody")).asks(reserve(DOLLARS, 1, "2024-06-30")));
        then(refused(ACCOUNT_NOT_FOUND));

        given(ann.asks(new ChangeParticipantStatus(AccountStatus.SUSPENDED)));
        when(ann.asks(reserve(DOLLARS, 1, "2024-06-30")));
        then(refused(ACCOUNT_NOT_ACTIVE));
    }

    @Test
    void is_not_touched_by_a_plain_release_forfeit_debit_or_capture() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var reserved = reserved(ann, reserve(DOLLARS, 1_000, "2024-06-30"));

        when(ann.releasesAll().in(DOLLARS));
        then(refused(NOTHING_TO_PROCESS));

        when(ann.forfeits("1.00").from(Bucket.HELD).in(DOLLARS));
        then(refused(INSUFFICIENT_BALANCE));

        when(ann.isDebited("1.00").from(Bucket.HELD).in(DOLLARS));
        then(refused(INSUFFICIENT_BALANCE));

        when(ann.capturesAll().ofHold(reserved).in(DOLLARS));
        then(refused(HOLD_NOT_FOUND));
    }

    @Test
    void moves_its_release_nearer_and_further_within_the_bounds() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var hold = reserved(ann, reserve(DOLLARS, 1_000, "2024-06-30"));
        given(time("2024-06-10"));

        when(ann.asks(moved(hold, "2024-06-13")));
        then(done());
        assertThat(hold().schedule().scheduledRelease()).isEqualTo("2024-06-14T00:00:00Z");

        when(ann.asks(moved(hold, "2024-06-12")));
        then(refusedAt(INVALID_TIME, "release_after"));

        when(ann.asks(moved(hold, "2024-11-28T12:00:00Z")));
        then(done());

        when(ann.asks(moved(hold, "2024-11-28T12:00:00.001Z")));
        then(refusedAt(INVALID_TIME, "release_after"));
    }

    @Test
    void is_given_back_at_the_new_date_and_not_at_the_old_one() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var hold = reserved(ann, reserve(DOLLARS, 1_000, "2024-06-10"));
        given(ann.asks(moved(hold, "2024-06-20")), time("2024-06-20T23:59:59.999Z"));
        assertThat(hold(ann, hold).amountReleasable()).hasToString("10.00");

        given(time("2024-06-21"));

        assertThat(hold(ann, hold).amountReleasable()).hasToString("0.00");
        then(balanceOf(ann, DOLLARS, "10.00", "0.00", "0.00"));
    }

    @Test
    void cannot_be_moved_when_nothing_is_left() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var hold = reserved(ann, reserve(DOLLARS, 1_000, "2024-06-30"));
        given(ann.asks(releaseAll(hold)));

        when(ann.asks(moved(hold, "2024-07-30")));

        then(refused(HOLD_NOT_OPEN));
    }

    @Test
    void merges_metadata_unsets_keys_with_empty_values_and_clears_all() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var hold = reserved(
                ann,
                new CreateReserveHold(
                        DOLLARS, 1_000L, at("2024-06-30"), Optional.empty(), Map.of("a", "1", "b", "2", "c", "")));
        assertThat(hold(ann, hold).hold().metadata()).isEqualTo(Map.of("a", "1", "b", "2"));

        when(ann.asks(said(hold, new Change.Set<>(Map.of("a", "", "d", "4")))));
        assertThat(hold().hold().metadata()).isEqualTo(Map.of("b", "2", "d", "4"));

        when(ann.asks(said(hold, new Change.Keep<>())));
        assertThat(hold().hold().metadata()).isEqualTo(Map.of("b", "2", "d", "4"));

        when(ann.asks(said(hold, new Change.Clear<>())));
        assertThat(hold().hold().metadata()).isEmpty();
    }

    @Test
    void refuses_a_51st_key() {
        given(ann.isCredited("10.00").in(DOLLARS));
        var keys = new TreeMap<String, String>();
        for (var i = 0; i < 50; i++) {
            keys.put("key" + i, "value");
        }
        var hold = reserved(ann, new CreateReserveHold(DOLLARS, 1_000L, at("2024-06-30"), Optional.empty(), keys));

        when(ann.asks(said(hold, new Change.Set<>(Map.of("one more", "value")))));

        then(refusedAt(UNSUITABLE_FIELD, "metadata"));
    }

    @Test
    void refuses_to_change_a_hold_that_is_not_there_or_no_reserve() {
        given(ann.isCredited("10.00").in(DOLLARS), ann.holds("1.00").in(DOLLARS));
        var plain = opened();

        when(ann.asks(moved(plain, "2024-06-30")));
        then(refused(RESERVE_HOLD_NOT_FOUND));

        when(ann.asks(moved(new HoldId(new UUID(1, 2)), "2024-06-30")));
        then(refusedAt(RESERVE_HOLD_NOT_FOUND, "reserve_hold"));
    }

    private static UpdateReserveHold moved(HoldId hold, String releaseAfter) {
        return new UpdateReserveHold(hold, Optional.of(instantOf(releaseAfter)), new Change.Keep<>());
    }

    private static Instant instantOf(String time) {
        return at(time);
    }

    private static UpdateReserveHold said(HoldId hold, Change<Map<String, String>> metadata) {
        return new UpdateReserveHold(hold, Optional.empty(), metadata);
    }
}
