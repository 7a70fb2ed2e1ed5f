package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.value.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForgettingTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(30);

    private final TestStores stores = new TestStores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void drops_what_was_finished_a_retention_ago_and_keeps_the_rest() {
        with(state -> {
            state.finishesLot(1, START);
            state.finishesLot(2, START.plusSeconds(1));
            state.closesHold(3, START);

            assertThat(state.forget(START.plus(RETENTION).minusMillis(1), RETENTION, 10))
                    .isZero();
            assertThat(state.forget(START.plus(RETENTION), RETENTION, 10)).isEqualTo(2);

            assertThat(state.finishedLots()).containsExactly(new LotId(new UUID(0, 2)));
            assertThat(state.closedHolds()).isEmpty();
        });
    }

    @Test
    void drops_a_consumption_a_retention_after_it_was_made_whatever_was_reversed_since() {
        with(state -> {
            state.consumes(1, START, "0.00");
            state.consumes(2, START.plusSeconds(1), "0.00");
            state.consumes(1, START, "0.50");

            assertThat(state.forget(START.plus(RETENTION).minusMillis(1), RETENTION, 10))
                    .isZero();
            assertThat(state.forget(START.plus(RETENTION), RETENTION, 10)).isOne();

            assertThat(state.isConsumptionKnown(1)).isFalse();
            assertThat(state.isConsumptionKnown(2)).isTrue();
        });
    }

    @Test
    void drops_a_lot_that_was_consumed_whole_no_later_than_the_consumption() {
        with(state -> {
            state.consumes(1, START, "0.00");
            state.finishesLot(1, START);

            assertThat(state.forget(START.plus(RETENTION), RETENTION, 1)).isOne();

            assertThat(state.finishedLots()).isEmpty();
            assertThat(state.isConsumptionKnown(1)).isTrue();
        });
    }

    @Test
    void drops_no_more_at_once_than_it_is_told_to() {
        with(state -> {
            for (var i = 1; i <= 7; i++) {
                state.finishesLot(i, START.plusSeconds(i));
            }
            var later = START.plus(RETENTION).plusSeconds(100);

            assertThat(state.forget(later, RETENTION, 3)).isEqualTo(3);
            assertThat(state.finishedLots()).hasSize(4);
            assertThat(state.forget(later, RETENTION, 3)).isEqualTo(3);
            assertThat(state.forget(later, RETENTION, 3)).isEqualTo(1);
            assertThat(state.forget(later, RETENTION, 3)).isZero();
        });
    }

    @Test
    void leaves_nothing_behind() {
        with(state -> {
            state.finishesLot(1, START);
            state.closesHold(2, START);
            state.consumes(3, START, "0.00");
            state.forget(START.plus(RETENTION), RETENTION, 10);
        });

        assertThat(stores.keys()).isEmpty();
    }

    @Test
    void goes_on_where_it_stopped_and_still_finds_what_came_in_before_that() {
        with(state -> {
            state.finishesLot(1, START.plusSeconds(10));
            assertThat(state.forget(START.plus(RETENTION).plusSeconds(20), RETENTION, 10))
                    .isOne();

            state.finishesLot(2, START.plusSeconds(5));

            assertThat(state.forget(START.plus(RETENTION).plusSeconds(20), RETENTION, 10))
                    .isOne();
        });
    }

    @Test
    void finds_the_queue_again_after_a_restart() {
        with(state -> state.finishesLot(1, START));
        stores.reopen();

        with(state ->
                assertThat(state.forget(START.plus(RETENTION), RETENTION, 10)).isOne());
    }

    @Test
    void keeps_a_lot_that_came_back() {
        with(state -> {
            state.finishesLot(1, START);
            state.lot(1, Optional.empty());

            assertThat(state.forget(START.plus(RETENTION), RETENTION, 10)).isZero();
            assertThat(state.finishedLots()).isEmpty();
            assertThat(state.view.lot(Changes.ANN, new LotId(new UUID(0, 1)))).isPresent();
        });
    }

    private void with(Consumer<State> todo) {
        stores.run(open -> todo.accept(new State(open)));
    }

    private static final class State {

        private final StoredLedgerView view;
        private final StateWriter writer;

        State(OpenStores open) {
            this.view = new StoredLedgerView(open, 0, account -> 0);
            this.writer = new StateWriter(open);
        }

        /** How many were dropped of what was over a retention ago. */
        int forget(Instant now, Duration retention, int sizeMax) {
            var things = view.finishedBy(now.minus(retention), sizeMax);
            things.forEach(writer::forget);
            return things.size();
        }

        void finishesLot(int id, Instant at) {
            lot(id, Optional.of(at));
        }

        void lot(int id, Optional<Instant> finishedAt) {
            writer.apply(Changes.none()
                    .lot(Changes.lot(id, new LotPosition(START, id), finishedAt))
                    .done());
        }

        void closesHold(int id, Instant at) {
            writer.apply(Changes.none()
                    .hold(Changes.hold(id, "1.00", Optional.empty()))
                    .done());
            writer.apply(Changes.none()
                    .hold(Changes.hold(id, "0.00", Optional.of(at)))
                    .done());
        }

        void consumes(int id, Instant at, String reversed) {
            writer.apply(Changes.none()
                    .reversibleDebit(Changes.reversibleDebit(id, at, reversed))
                    .done());
        }

        boolean isConsumptionKnown(int id) {
            var entry = Changes.reversibleDebit(id, START, "0.00").entry();
            return view.reversibleDebit(Changes.ANN, entry).isPresent();
        }

        List<LotId> finishedLots() {
            return Changes.all(view.finishedLots(Changes.ANN, Changes.POINTS, LotPosition.FIRST)).stream()
                    .map(lot -> lot.id())
                    .toList();
        }

        List<UUID> closedHolds() {
            return Changes.all(view.closedHolds(Changes.ANN, Changes.POINTS, Optional.empty())).stream()
                    .map(hold -> hold.key().id().value())
                    .toList();
        }
    }
}
