package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.ANN;
import static dev.sluice.ledger.store.Changes.NOW;
import static dev.sluice.ledger.store.Changes.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.store.LedgerRow.StoreName;
import dev.sluice.schema.value.Bucket;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** A scan that reaches the end of rows that come and go meets a row that stays, and walks over nothing that was deleted. */
class EndMarksTest {

    private final CountedLedger ledger = new CountedLedger();

    @Test
    void stand_right_behind_the_open_holds_and_the_available_slices_of_an_account_that_has_outgrown_its_page() {
        givenAnAccountThatHasOutgrownItsPage();

        assertThat(kindOf(StoreName.BALANCES, behind(ledger.balances, LedgerRow.OPEN_HOLDS)))
                .isEqualTo("CLOSED_HOLDS");
        assertThat(kindOf(StoreName.LOTS, behind(ledger.lots, LedgerRow.AVAILABLE_SLICES)))
                .isEqualTo("ENDED_LOTS");
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void are_written_once() {
        givenAnAccountThatHasOutgrownItsPage();
        ledger.writer()
                .apply(Changes.none()
                        .hold(Changes.hold(100, "1.00", Optional.empty()))
                        .done());

        var written = ledger.stores().take().rows();

        assertThat(written).extracting(RowWrite::row).doesNotContain(LedgerRow.CLOSED_HOLDS);
    }

    @Test
    void are_nothing_that_anybody_is_told_of() {
        givenAnAccountThatHasOutgrownItsPage();
        ledger.reopen();

        assertThat(Changes.all(ledger.view().closedHolds(ANN, POINTS, Optional.empty())))
                .isEmpty();
        assertThat(Changes.all(ledger.view().finishedLots(ANN, POINTS, LotPosition.FIRST)))
                .isEmpty();
    }

    @Test
    void are_not_needed_where_the_rows_lie_in_a_page() {
        ledger.writer()
                .apply(Changes.none()
                        .hold(Changes.hold(1, "1.00", Optional.empty()))
                        .done());
        ledger.write();

        assertThat(marks()).isZero();
    }

    private void givenAnAccountThatHasOutgrownItsPage() {
        var changes = Changes.none();
        IntStream.rangeClosed(1, AccountPage.ROWS_MAX + 1)
                .forEach(id -> changes.hold(Changes.hold(id, "1.00", Optional.empty()))
                        .slice(Changes.slice(Bucket.AVAILABLE, new LotPosition(NOW, id), Optional.empty())));
        ledger.writer().apply(changes.done());
        ledger.write();
    }

    /** The key after the last row of this kind. */
    private static Bytes behind(CountedRows store, LedgerRow kind) {
        return store.rows().ceilingKey(StoreKeys.end(StoreKeys.all(kind, ANN, POINTS)));
    }

    private static String kindOf(StoreName store, Bytes key) {
        assertThat(EndMarks.isOne(store, key)).isTrue();
        return KindOfRow.name(store == StoreName.LOTS ? LedgerStores.LOTS : LedgerStores.BALANCES, key);
    }

    private int marks() {
        return (int) List.of(StoreName.values()).stream()
                .flatMap(store -> (store == StoreName.LOTS ? ledger.lots : ledger.balances)
                        .rows().keySet().stream().filter(key -> EndMarks.isOne(store, key)))
                .count();
    }
}
