package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.ANN;
import static dev.sluice.ledger.store.Changes.POINTS;
import static dev.sluice.ledger.store.Changes.all;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ended things are known for the retention, to the millisecond, and dropped with all that ended in the same window. */
class ForgettingTest {

    /** The beginning of a window. */
    private static final Instant START = EndedWindows.of(Instant.parse("2026-03-01T00:00:00Z"));

    private static final Duration RETENTION = LedgerStoreSettings.DEFAULT.finishedRetention();

    private final TestStores stores = new TestStores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void a_thing_is_known_for_the_retention_to_the_millisecond() {
        var end = START.plusSeconds(1);
        with(state -> {
            state.finishesLot(1, end);
            state.closesHold(2, end);
            state.consumes(3, end, "0.00");

            var before = state.at(end.plus(RETENTION).minusMillis(1));
            assertThat(before.finishedLots()).containsExactly(1L);
            assertThat(before.isLotKnown(1)).isTrue();
            assertThat(before.closedHolds()).containsExactly(2L);
            assertThat(before.isHoldKnown(2)).isTrue();
            assertThat(before.isDebitKnown(3)).isTrue();

            var after = state.at(end.plus(RETENTION));
            assertThat(after.finishedLots()).isEmpty();
            assertThat(after.isLotKnown(1)).isFalse();
            assertThat(after.closedHolds()).isEmpty();
            assertThat(after.isHoldKnown(2)).isFalse();
            assertThat(after.isDebitKnown(3)).isFalse();
        });
    }

    @Test
    void what_an_entry_makes_of_the_state_does_not_depend_on_how_long_things_are_known() {
        with(state -> {
            state.finishesLot(1, START);

            var view = state.at(START.plus(RETENTION)).view.withAllThatIsThere();

            assertThat(view.lot(ANN, lotId(1))).isPresent();
        });
    }

    @Test
    void a_debit_is_known_since_it_was_made_whatever_was_reversed_since() {
        with(state -> {
            state.consumes(1, START, "0.00");
            state.consumes(1, START, "0.50");

            assertThat(state.at(START.plus(RETENTION).minusMillis(1)).isDebitKnown(1))
                    .isTrue();
            assertThat(state.at(START.plus(RETENTION)).isDebitKnown(1)).isFalse();
            assertThat(state.forgets(START.plus(RETENTION).plus(EndedWindows.LENGTH), 10))
                    .as("rows")
                    .isOne();
        });
    }

    @Test
    void what_a_request_on_its_way_may_come_back_to_stays_known() {
        with(state -> {
            state.finishesLot(1, START);
            state.finishesLot(2, START.plusSeconds(2));
            state.open.heldBackBy(() -> Optional.of(START.plusSeconds(1)));
            var later = state.at(START.plus(RETENTION.multipliedBy(10)));

            assertThat(later.finishedLots()).containsExactly(2L);
            assertThat(later.isLotKnown(1)).isFalse();
            assertThat(later.forgets(later.view.now(), 10)).isZero();

            state.open.heldBackBy(Optional::empty);
            assertThat(later.finishedLots()).isEmpty();
            assertThat(later.forgets(later.view.now(), 10)).isEqualTo(4);
        });
    }

    @Test
    void a_window_is_dropped_when_the_last_that_may_lie_in_it_is_not_known_any_more() {
        with(state -> {
            state.finishesLot(1, START);
            state.closesHold(2, START.plus(EndedWindows.LENGTH).minusMillis(1));
            state.closesHold(3, START.plus(EndedWindows.LENGTH));
            var over = START.plus(EndedWindows.LENGTH).plus(RETENTION);

            assertThat(state.forgets(over.minusMillis(2), 10)).isZero();
            assertThat(state.forgets(over.minusMillis(1), 10)).isEqualTo(3);

            assertThat(state.at(over.minusMillis(1)).closedHolds()).containsExactly(3L);
        });
    }

    @Test
    void drops_no_more_at_once_than_it_is_told_to_and_leaves_nothing_behind() {
        with(state -> {
            for (var i = 1; i <= 7; i++) {
                state.closesHold(i, START.plusSeconds(i));
            }
            var later = START.plus(RETENTION.multipliedBy(2));

            assertThat(List.of(state.forgets(later, 3), state.forgets(later, 3), state.forgets(later, 3)))
                    .containsExactly(3, 3, 1);
            assertThat(state.forgets(later, 3)).isZero();
        });

        assertThat(stores.keys()).isEmpty();
    }

    @Test
    void goes_on_where_it_stopped_and_still_finds_what_came_in_before_that() {
        var later = START.plus(RETENTION.multipliedBy(2));
        with(state -> {
            state.closesHold(1, START.plus(EndedWindows.LENGTH));
            assertThat(state.forgets(later, 10)).isOne();

            state.closesHold(2, START);
            assertThat(state.isHoldKnown(2)).isTrue();
            assertThat(state.forgets(later, 10)).isOne();
        });
    }

    @Test
    void everything_is_found_again_after_a_restart() {
        with(state -> {
            state.finishesLot(1, START);
            state.closesHold(2, START.plus(EndedWindows.LENGTH.multipliedBy(3)));
        });
        stores.reopen();

        with(state -> {
            assertThat(state.isLotKnown(1)).isTrue();
            assertThat(state.closedHolds()).containsExactly(2L);
            assertThat(state.forgets(START.plus(RETENTION.multipliedBy(2)), 10)).isEqualTo(3);
        });
    }

    @Test
    void a_lot_that_came_back_has_not_ended_and_may_end_again() {
        with(state -> {
            var again = START.plus(EndedWindows.LENGTH.multipliedBy(2));
            state.finishesLot(1, START);
            state.lot(1, Optional.empty());

            assertThat(state.finishedLots()).isEmpty();
            assertThat(state.view.lot(ANN, lotId(1)).orElseThrow().finish()).isEmpty();
            state.forgets(START.plus(RETENTION.multipliedBy(2)), 10);
            assertThat(state.isLotKnown(1)).isTrue();

            state.finishesLot(1, START.plusSeconds(5));
            state.lot(1, Optional.empty());
            state.finishesLot(1, again);

            assertThat(state.finishedLots()).containsExactly(1L);
            assertThat(state.view.lot(ANN, lotId(1)).flatMap(Lot::finish).map(Lot.Finish::at))
                    .contains(again);
            assertThat(state.at(again.plus(RETENTION).minusMillis(1)).finishedLots())
                    .containsExactly(1L);
            assertThat(state.at(again.plus(RETENTION)).finishedLots()).isEmpty();
        });
    }

    /** Against maps: whatever ends, comes back, ends again, and is forgotten. */
    @Test
    void lists_are_in_order_whichever_windows_things_lie_in() {
        var samples = Samples.fresh();
        var lots = new HashMap<Long, Instant>();
        var holds = new HashMap<Long, Instant>();
        var gone = new HashSet<Long>();
        var now = START;
        for (var i = 1; i <= 400; i++) {
            now = now.plus(Duration.ofMinutes(samples.below(600)));
            var id = 1L + samples.below(60);
            var at = now;
            var ends = samples.below(3) > 0;
            with(state -> {
                state.lot((int) id, ends ? Optional.of(at) : Optional.empty());
                if (gone.add(id)) {
                    state.closesHold((int) id, at);
                    holds.put(id, at);
                }
                if (samples.below(10) == 0) {
                    state.forgets(at, 7);
                }
            });
            if (samples.below(20) == 0) {
                stores.reopen();
            }
            if (ends) {
                lots.put(id, at);
            } else {
                lots.remove(id);
            }
            with(state -> {
                assertThat(state.at(at).finishedLots()).isEqualTo(known(lots, at));
                assertThat(state.at(at).closedHolds()).isEqualTo(known(holds, at));
            });
        }
    }

    private static List<Long> known(Map<Long, Instant> ends, Instant now) {
        return ends.entrySet().stream()
                .filter(end -> end.getValue().plus(RETENTION).isAfter(now))
                .map(end -> end.getKey())
                .sorted()
                .toList();
    }

    @Test
    void a_closed_hold_is_one_row_and_a_finished_lot_two() {
        with(state -> {
            state.opensHold(1);
            state.lot(2, Optional.empty());
        });
        stores.changelogRecords(LedgerStores.BALANCES);

        with(state -> state.closesHold(1, START));
        assertThat(stores.changelogRecords(LedgerStores.BALANCES))
                .as("the page and the closed hold")
                .isEqualTo(2);

        with(state -> state.finishesLot(2, START));
        assertThat(stores.changelogRecords(LedgerStores.BALANCES))
                .as("the page, the lot, and its place in the order of spending")
                .isEqualTo(3);
        assertThat(stores.changelogRecords(LedgerStores.LOTS)).isZero();
    }

    private void with(Consumer<State> todo) {
        stores.run(open -> todo.accept(new State(open, START)));
    }

    private static LotId lotId(int id) {
        return new LotId(new UUID(0, id));
    }

    private static final class State {

        private final OpenStores open;
        private final StoredLedgerView view;
        private final StateWriter writer;

        State(OpenStores open, Instant now) {
            this.open = open;
            this.view = new StoredLedgerView(open, 0, account -> 0).asOf(now);
            this.writer = new StateWriter(open);
        }

        State at(Instant now) {
            return new State(open, now);
        }

        /** How many rows were dropped. */
        int forgets(Instant now, int sizeMax) {
            var rows = view.asOf(now).forgotten(sizeMax);
            writer.forget(rows);
            return rows.size();
        }

        void finishesLot(int id, Instant at) {
            lot(id, Optional.of(at));
        }

        void lot(int id, Optional<Instant> finishedAt) {
            writer.apply(Changes.none()
                    .lot(Changes.lot(id, new LotPosition(START, id), finishedAt))
                    .done());
        }

        void opensHold(int id) {
            writer.apply(Changes.none()
                    .hold(Changes.hold(id, "1.00", Optional.empty()))
                    .done());
        }

        void closesHold(int id, Instant at) {
            opensHold(id);
            writer.apply(Changes.none()
                    .hold(Changes.hold(id, "0.00", Optional.of(at)))
                    .done());
        }

        void consumes(int id, Instant at, String reversed) {
            writer.apply(Changes.none()
                    .reversibleDebit(Changes.reversibleDebit(id, at, reversed))
                    .done());
        }

        boolean isDebitKnown(int id) {
            var entry = Changes.reversibleDebit(id, START, "0.00").entry();
            return view.reversibleDebit(ANN, entry).isPresent();
        }

        boolean isLotKnown(int id) {
            return view.lot(ANN, lotId(id)).isPresent();
        }

        boolean isHoldKnown(int id) {
            return view.hold(ANN, POINTS, new HoldId(new UUID(0, id))).isPresent();
        }

        List<Long> finishedLots() {
            return all(view.finishedLots(ANN, POINTS, LotPosition.FIRST)).stream()
                    .map(lot -> lot.id().value().getLeastSignificantBits())
                    .toList();
        }

        List<Long> closedHolds() {
            return all(view.closedHolds(ANN, POINTS, Optional.empty())).stream()
                    .map(hold -> hold.key().id().value().getLeastSignificantBits())
                    .toList();
        }
    }
}
