package dev.sluice.ledger.core.lot;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.value.Bucket.AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.LotPage;
import dev.sluice.schema.reply.LotRow;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.LotStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LotListTest extends LedgerScenario {

    private static ListLots all() {
        return list(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ListLots list(
            Optional<LotStatus> status,
            Optional<String> reference,
            Optional<Instant> expiresBefore,
            Optional<Instant> expiresAfter) {
        return new ListLots(POINTS, status, reference, expiresBefore, expiresAfter, Optional.empty(), Optional.empty());
    }

    private static ListLots page(ListLots list, int limit, Optional<String> cursor) {
        return new ListLots(
                list.assetId(),
                list.status(),
                list.referenceId(),
                list.expiresBefore(),
                list.expiresAfter(),
                Optional.of(limit),
                cursor);
    }

    private List<String> rows(ListLots list) {
        return ((LotPage) answerTo(ann, list)).data().stream().map(this::told).toList();
    }

    private List<String> rowsByPages(ListLots list, int limit) {
        var rows = new ArrayList<String>();
        var cursor = Optional.<String>empty();
        do {
            var page = (LotPage) answerTo(ann, page(list, limit, cursor));
            assertThat(page.data()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.pagination().hasMore())
                    .isEqualTo(page.pagination().nextCursor().isPresent());
            page.data().forEach(row -> rows.add(told(row)));
            cursor = page.pagination().nextCursor();
        } while (cursor.isPresent());
        return rows;
    }

    private String told(LotRow row) {
        for (var name : List.of("L1", "L2", "L3", "L4", "L5", "L6")) {
            if (idOf(name).equals(row.id().toString())) {
                return "%s %s %s of %s".formatted(name, row.status(), row.remaining(), row.amount());
            }
        }
        throw new AssertionError("Expected a lot of the test, but got " + row);
    }

    private void given_lots_in_every_state() {
        given(
                ann.has(lot("L1").of("10.00").earnedOn("2024-01-01").withReference("A")),
                ann.has(lot("L2").of("10.00").earnedOn("2024-02-01").expiring("2024-06-10")),
                ann.has(lot("L3").of("10.00").earnedOn("2024-03-01").expiring("2024-08-01")),
                ann.has(lot("L4").of("10.00").maturing("2024-09-01")),
                ann.has(lot("L5").of("10.00").earnedOn("2024-04-01")),
                ann.isDebited("10.00").ofLots("L5"),
                ann.holds("3.00").ofLots("L1").withReference("X"),
                ann.holds("4.00").ofLots("L1").withReference("Y"),
                ann.holds("2.00").ofLots("L3"),
                time("2024-06-10"));
    }

    @Test
    void shows_a_row_for_each_slice_and_finished_lot_in_the_order_of_spending() {
        given_lots_in_every_state();

        assertThat(rows(all()))
                .containsExactly(
                        "L1 AVAILABLE 3.00 of 10.00",
                        "L1 HELD 3.00 of 10.00",
                        "L1 HELD 4.00 of 10.00",
                        "L2 EXPIRED 0.00 of 10.00",
                        "L3 AVAILABLE 8.00 of 10.00",
                        "L3 HELD 2.00 of 10.00",
                        "L5 CONSUMED 0.00 of 10.00",
                        "L4 DEFERRED 10.00 of 10.00");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 200})
    void shows_each_row_once_whatever_the_size_of_a_page(int limit) {
        given_lots_in_every_state();

        assertThat(rowsByPages(all(), limit)).isEqualTo(rows(all()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVAILABLE", "HELD", "DEFERRED", "CONSUMED", "EXPIRED"})
    void shows_only_rows_of_a_status(LotStatus status) {
        given_lots_in_every_state();
        var ofStatus = list(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
        var expected =
                rows(all()).stream().filter(row -> row.contains(status.name())).toList();

        assertThat(rows(ofStatus)).isEqualTo(expected).isNotEmpty();
        assertThat(rowsByPages(ofStatus, 1)).isEqualTo(expected);
    }

    @Test
    void shows_only_lots_of_a_reference_or_that_expire_in_a_time() {
        given_lots_in_every_state();

        assertThat(rows(list(Optional.empty(), Optional.of("A"), Optional.empty(), Optional.empty())))
                .hasSize(3)
                .allMatch(row -> row.startsWith("L1"));
        assertThat(rows(list(Optional.empty(), Optional.empty(), Optional.of(instant("2024-08-01")), Optional.empty())))
                .hasSize(1)
                .allMatch(row -> row.startsWith("L2"));
        assertThat(rows(list(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(instant("2024-06-10")))))
                .hasSize(2)
                .allMatch(row -> row.startsWith("L3"));
    }

    @Test
    void finds_a_slice_by_the_reference_of_the_hold_that_it_is_under() {
        given_lots_in_every_state();

        assertThat(rows(list(Optional.empty(), Optional.of("X"), Optional.empty(), Optional.empty())))
                .containsExactly("L1 HELD 3.00 of 10.00");
        assertThat(rows(list(Optional.of(LotStatus.AVAILABLE), Optional.of("X"), Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void says_that_a_forfeited_lot_was_consumed() {
        given(ann.has(lot("L1").of("10.00")), ann.forfeitsAll().from(AVAILABLE));

        assertThat(rows(all())).containsExactly("L1 CONSUMED 0.00 of 10.00");
    }

    @Test
    void says_that_a_lot_that_went_into_a_debt_was_consumed() {
        given(ann.isDebited("10.00").allowingNegative(), ann.has(lot("L1").of("10.00")));

        assertThat(rows(all())).containsExactly("L1 CONSUMED 0.00 of 10.00");
    }

    @Test
    void says_that_a_lot_whose_last_units_expired_in_a_release_is_expired() {
        given(
                ann.has(lot("L1").of("10.00").expiring("2024-06-10")),
                ann.isDebited("4.00"),
                ann.holdsAll(),
                time("2024-06-10"),
                ann.releasesAll());

        assertThat(rows(all())).containsExactly("L1 EXPIRED 0.00 of 10.00");
    }

    @Test
    void is_empty_for_a_simple_asset_and_for_an_account_without_lots() {
        given(ann.isCredited("1.00").in(DOLLARS));
        var dollars = new ListLots(
                DOLLARS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(rows(dollars)).isEmpty();
        assertThat(rows(all())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "####", "AAAA", "MSAyIDMgNA", "OTk5OTk5OTk5OTk5OTk5OTk5OTkgMSBIRUxEIC0"})
    void refuses_a_cursor_that_it_never_gave(String cursor) {
        when(ann.asks(page(all(), 10, Optional.of(cursor))));

        then(refusedAt(INVALID_FIELD, "cursor"));
    }

    @Test
    void refuses_an_unknown_asset_before_an_unknown_account() {
        var nobody = new Account(AccountId.ofParticipant("nobody"));
        var unknown = new ListLots(
                AssetId.ofSymbol("NONE"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        when(nobody.asks(unknown));
        then(refused(ASSET_NOT_FOUND));

        when(nobody.asks(all()));
        then(refused(ACCOUNT_NOT_FOUND));
    }
}
