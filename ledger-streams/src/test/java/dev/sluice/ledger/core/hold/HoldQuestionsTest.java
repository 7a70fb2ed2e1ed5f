package dev.sluice.ledger.core.hold;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.value.Bucket.HELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.LedgerScenario;
import dev.sluice.schema.reply.HoldFound;
import dev.sluice.schema.reply.HoldPage;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldQuestionsTest extends LedgerScenario {

    private static ListHolds list(
            Optional<AssetId> asset, Optional<HoldStatus> status, Optional<String> reference, int limit) {
        return page(asset, status, reference, limit, Optional.empty());
    }

    private static ListHolds page(
            Optional<AssetId> asset,
            Optional<HoldStatus> status,
            Optional<String> reference,
            int limit,
            Optional<String> cursor) {
        return new ListHolds(asset, status, reference, Optional.of(limit), cursor);
    }

    private static ListHolds all(int limit) {
        return list(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    private List<String> references(ListHolds first) {
        var references = new ArrayList<String>();
        var cursor = Optional.<String>empty();
        do {
            var question = page(
                    first.assetId(),
                    first.status(),
                    first.referenceId(),
                    first.limit().orElseThrow(),
                    cursor);
            var page = (HoldPage) answerTo(ann, question);
            assertThat(page.data()).hasSizeLessThanOrEqualTo(first.limit().orElseThrow());
            page.data().forEach(row -> references.add(row.referenceId().orElseThrow()));
            cursor = page.pagination().nextCursor();
        } while (cursor.isPresent());
        return references;
    }

    private void given_open_and_closed_holds_of_both_assets() {
        given(
                ann.has(lot("L1").of("20.00")),
                ann.isCredited("20.00").in(DOLLARS),
                ann.holds("1.00").withReference("p1"),
                ann.holds("1.00").in(DOLLARS).withReference("d1"),
                ann.holds("1.00").withReference("p2"),
                ann.holds("1.00").in(DOLLARS).withReference("d2"),
                ann.holds("1.00").withReference("p3"),
                ann.holds("1.00").in(DOLLARS).withReference("d3"),
                ann.holds("1.00").withReference("p4"),
                ann.releasesAll().withReference("p1"),
                ann.releasesAll().withReference("p3"),
                ann.isDebited("1.00").in(DOLLARS).from(HELD).withReference("d2"));
    }

    private static List<String> byAsset(List<String> points, List<String> dollars) {
        var rows = new ArrayList<>(POINTS.compareTo(DOLLARS) < 0 ? points : dollars);
        rows.addAll(POINTS.compareTo(DOLLARS) < 0 ? dollars : points);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 7, 200})
    void lists_the_open_ones_before_the_closed_ones_each_once_whatever_the_page(int limit) {
        given_open_and_closed_holds_of_both_assets();
        var expected = new ArrayList<>(byAsset(List.of("p2", "p4"), List.of("d1", "d3")));
        expected.addAll(byAsset(List.of("p1", "p3"), List.of("d2")));

        assertThat(references(all(limit))).isEqualTo(expected);
    }

    @Test
    void lists_those_of_an_asset_a_status_or_a_reference() {
        given_open_and_closed_holds_of_both_assets();

        assertThat(references(list(Optional.of(POINTS), Optional.empty(), Optional.empty(), 1)))
                .containsExactly("p2", "p4", "p1", "p3");
        assertThat(references(list(Optional.of(DOLLARS), Optional.of(HoldStatus.OPEN), Optional.empty(), 5)))
                .containsExactly("d1", "d3");
        assertThat(references(list(Optional.empty(), Optional.of(HoldStatus.CLOSED), Optional.empty(), 5)))
                .isEqualTo(byAsset(List.of("p1", "p3"), List.of("d2")));
        assertThat(references(list(Optional.empty(), Optional.empty(), Optional.of("p3"), 1)))
                .containsExactly("p3");
    }

    @Test
    void goes_on_where_it_stood_when_the_next_hold_was_closed_meanwhile() {
        given_open_and_closed_holds_of_both_assets();
        var first =
                (HoldPage) answerTo(ann, list(Optional.of(POINTS), Optional.of(HoldStatus.OPEN), Optional.empty(), 1));
        given(ann.holds("1.00").withReference("p5"), ann.releasesAll().withReference("p4"));

        var next = (HoldPage) answerTo(
                ann,
                page(
                        Optional.of(POINTS),
                        Optional.of(HoldStatus.OPEN),
                        Optional.empty(),
                        1,
                        first.pagination().nextCursor()));

        assertThat(next.data())
                .extracting(row -> row.referenceId().orElseThrow())
                .containsExactly("p5");
    }

    @Test
    void finds_a_hold_of_any_asset_open_or_closed() {
        given(ann.isCredited("5.00").in(DOLLARS), ann.has(lot("L1").of("5.00")), ann.holds("1.00"));
        var hold = opened();
        given(ann.releasesAll());

        var found = ((HoldFound) answerTo(ann, new GetHold(hold))).hold();

        assertThat(found.status()).isEqualTo(HoldStatus.CLOSED);
        assertThat(found.assetId()).isEqualTo(POINTS);
    }

    @Test
    void does_not_find_the_hold_of_another_account() {
        given(ann.has(lot("L1").of("5.00")), ann.holds("1.00"));
        var hold = opened();

        when(bob.asks(new GetHold(hold)));

        then(refused(HOLD_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "####", "AAAA", "T1BFTiB4IHg"})
    void refuses_a_cursor_that_it_never_gave(String cursor) {
        when(ann.asks(page(Optional.empty(), Optional.empty(), Optional.empty(), 5, Optional.of(cursor))));

        then(refusedAt(INVALID_FIELD, "cursor"));
    }

    @Test
    void refuses_an_unknown_asset_before_an_unknown_account() {
        var nobody = new Account(AccountId.ofParticipant("nobody"));

        when(nobody.asks(list(Optional.of(AssetId.ofSymbol("NONE")), Optional.empty(), Optional.empty(), 5)));
        then(refused(ASSET_NOT_FOUND));

        when(nobody.asks(all(5)));
        then(refused(ACCOUNT_NOT_FOUND));
    }
}
