package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.ANN;
import static dev.sluice.ledger.store.Changes.POINTS;
import static dev.sluice.ledger.store.Changes.all;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of ended things that an older version left are told as ever, move when they change, and are forgotten with its queue. */
class OlderEndedTest {

    private static final Instant END = Changes.NOW;
    private static final Duration RETENTION = LedgerStoreSettings.DEFAULT.finishedRetention();
    private static final byte[] NOTHING = new ValueWriter().value();

    private static final Lot LOT = Changes.lot(1, new LotPosition(END, 1), Optional.of(END));
    private static final Lot FIRST_RELEASE_LOT = Changes.lot(2, new LotPosition(END, 2), Optional.of(END));
    private static final HoldState HOLD = Changes.hold(3, "0.00", Optional.of(END));

    private final CountedLedger ledger = new CountedLedger();

    @BeforeEach
    void givenWhatAnOlderVersionLeft() {
        var debit = Changes.reversibleDebit(4, END, "0.00");
        put(ledger.lots, StoreKeys.endedLot(LOT.key()), LotCodec.encode(LOT));
        put(ledger.lots, StoreKeys.lot(FIRST_RELEASE_LOT.key()), LotCodec.encode(FIRST_RELEASE_LOT));
        for (var lot : List.of(LOT, FIRST_RELEASE_LOT)) {
            put(ledger.lots, StoreKeys.finishedLot(ANN, POINTS, lot.position()), LotCodec.encode(lot.id()));
            put(ledger.balances, StoreKeys.forget(FinishedThing.of(lot, END)), NOTHING);
        }
        put(ledger.balances, StoreKeys.closedHold(HOLD.key()), new StoredHold(HOLD, List.of()).encode());
        put(ledger.balances, StoreKeys.forget(FinishedThing.of(HOLD, END)), NOTHING);
        put(ledger.balances, StoreKeys.reversibleDebit(debit.entry()), ReversibleDebitCodec.encode(debit));
        put(ledger.balances, StoreKeys.forget(FinishedThing.of(debit)), NOTHING);
        ledger.reopen();
    }

    private static void put(CountedRows store, Bytes key, byte[] value) {
        store.rows().put(key, value);
    }

    @Test
    void is_told_for_the_retention_to_the_millisecond() {
        assertThat(told(END.plus(RETENTION).minusMillis(1))).containsExactly(true, true, true, true, 2, 1);
        assertThat(told(END.plus(RETENTION))).containsExactly(false, false, false, false, 0, 0);
    }

    private List<Object> told(Instant now) {
        var view = ledger.view().asOf(now);
        return List.of(
                view.lot(ANN, LOT.id()).isPresent(),
                view.lot(ANN, FIRST_RELEASE_LOT.id()).isPresent(),
                view.hold(ANN, POINTS, HOLD.key().id()).isPresent(),
                view.reversibleDebit(
                                ANN, Changes.reversibleDebit(4, END, "0.00").entry())
                        .isPresent(),
                all(view.finishedLots(ANN, POINTS, LotPosition.FIRST)).size(),
                all(view.closedHolds(ANN, POINTS, Optional.empty())).size());
    }

    @Test
    void is_in_one_list_with_what_ended_since() {
        var later = END.plus(EndedWindows.LENGTH);
        ledger.writer()
                .apply(Changes.none()
                        .lot(Changes.lot(5, new LotPosition(END, 0), Optional.of(later)))
                        .hold(Changes.hold(2, "0.00", Optional.of(later)))
                        .done());
        var view = ledger.view().asOf(later);

        assertThat(all(view.finishedLots(ANN, POINTS, LotPosition.FIRST)))
                .extracting(lot -> lot.position().sequence())
                .containsExactly(0L, 1L, 2L);
        assertThat(all(view.closedHolds(ANN, POINTS, Optional.empty())))
                .extracting(hold -> hold.key().id())
                .containsExactly(Changes.holdId(2), Changes.holdId(3));
    }

    @Test
    void moves_when_it_changes_and_leaves_nothing_where_it_was() {
        var later = END.plusSeconds(1);
        var debit = Changes.reversibleDebit(4, END, "1.00");
        ledger.writer()
                .apply(Changes.none()
                        .lot(Changes.lot(1, LOT.position(), Optional.empty()))
                        .lot(Changes.lot(2, FIRST_RELEASE_LOT.position(), Optional.of(later)))
                        .hold(HOLD)
                        .reversibleDebit(debit)
                        .done());
        ledger.write();

        assertThat(kinds()).containsExactlyInAnyOrder("LOTS", "ENDED", "ENDED", "ENDED", "ENDED");
        var view = ledger.view().asOf(later);
        assertThat(view.lot(ANN, LOT.id()).orElseThrow().finish()).isEmpty();
        assertThat(view.reversibleDebit(ANN, debit.entry())).contains(debit);
        assertThat(all(view.finishedLots(ANN, POINTS, LotPosition.FIRST)))
                .extracting(lot -> lot.finish().orElseThrow().at())
                .containsExactly(later);
    }

    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        ledger.rows().balances().keySet().forEach(key -> kinds.add(KindOfRow.name(LedgerStores.BALANCES, key)));
        ledger.rows().lots().keySet().forEach(key -> kinds.add(KindOfRow.name(LedgerStores.LOTS, key)));
        return kinds;
    }

    @Test
    void is_forgotten_as_its_queue_says_and_then_never_looked_for_again() {
        var view = ledger.view().asOf(END.plus(RETENTION));
        var bound = view.forgottenUpTo();
        assertThat(view.finishedBy(bound.minusMillis(1), 10)).isEmpty();
        assertThat(view.isRidOfOlderEnded()).isFalse();

        view.finishedBy(bound, 10).forEach(ledger.writer()::forget);
        ledger.write();
        assertThat(kinds()).isEmpty();
        assertThat(view.isRidOfOlderEnded()).isTrue();

        ledger.writer().nothingEndedIsElsewhere();
        ledger.write();
        ledger.reopen();
        view = ledger.view();
        view.hold(ANN, POINTS, Changes.holdId(9));
        ledger.takeRead();

        assertThat(view.isRidOfOlderEnded()).isFalse();
        assertThat(view.finishedBy(bound, 10)).isEmpty();
        assertThat(view.reversibleDebit(
                        ANN, Changes.reversibleDebit(4, END, "0.00").entry()))
                .isEmpty();
        assertThat(ledger.takeRead()).as("rows read").isZero();
    }
}
