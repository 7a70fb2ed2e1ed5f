package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

    private static final int TRIES = 20_000;

    private final Samples samples = Samples.fresh();

    @Test
    void slices_of_a_bucket_are_in_the_order_of_spending() {
        var account = samples.account();
        var asset = samples.asset();

        for (var place : HoldPlace.values()) {
            ordered(
                    () -> new Slice.Key(account, asset, Bucket.HELD, samples.position(), Optional.of(samples.hold())),
                    place::key,
                    Comparator.comparing(Slice.Key::position)
                            .thenComparing(key -> key.hold().orElseThrow()));
        }
        ordered(
                () -> new Slice.Key(account, asset, Bucket.AVAILABLE, samples.position(), Optional.empty()),
                key -> StoreKeys.slice(LedgerRow.AVAILABLE_SLICES, key),
                Comparator.comparing(Slice.Key::position));
    }

    @Test
    void holds_are_in_the_order_of_their_ids() {
        var account = samples.account();
        var asset = samples.asset();

        for (var place : HoldPlace.values()) {
            ordered(
                    () -> new HoldState.Key(account, asset, samples.hold()),
                    place::key,
                    Comparator.comparing(HoldState.Key::id));
        }
    }

    @Test
    void the_things_of_reserves_are_in_the_order_of_their_ids() {
        var account = samples.account();
        for (var row : List.of(LedgerRow.RESERVE_HOLDS, LedgerRow.RESERVE_PLANS, LedgerRow.RESERVE_RELEASES)) {
            ordered(samples::hold, hold -> StoreKeys.reserve(row, account, hold.value()), Comparator.naturalOrder());
        }
    }

    @Test
    void the_open_holds_of_plans_and_what_lists_list_are_in_the_order_of_their_ids() {
        var account = samples.account();
        ordered(
                () -> new PlanHolds.Open(
                        new PlanHolds.Key(account, new ReservePlanId(samples.uuid())), samples.asset(), samples.hold()),
                StoreKeys::openPlanHold,
                Comparator.comparing((PlanHolds.Open open) -> open.key().plan())
                        .thenComparing(PlanHolds.Open::asset)
                        .thenComparing(PlanHolds.Open::hold));
        ordered(
                () -> new ReserveIndex.Entry(
                        account, samples.oneOf(List.of(ReserveIndex.values())), samples.uuid(), samples.uuid()),
                StoreKeys::reserveList,
                Comparator.comparing(ReserveIndex.Entry::index)
                        .thenComparing(entry -> new HoldId(entry.of()))
                        .thenComparing(entry -> new HoldId(entry.thing())));
    }

    @Test
    void the_key_before_one_and_the_keys_after_it_leave_nothing_out() {
        var prefix = StoreKeys.all(LedgerRow.RESERVE_HOLDS, samples.account());
        for (var i = 0; i < TRIES; i++) {
            var key = StoreKeys.with(prefix, samples.uuid());
            var other = StoreKeys.with(prefix, samples.uuid());
            assertThat(other.compareTo(StoreKeys.before(key)) <= 0).isEqualTo(other.compareTo(key) < 0);
            assertThat(other.compareTo(StoreKeys.after(key)) >= 0).isEqualTo(other.compareTo(key) > 0);
        }
    }

    @Test
    void due_items_are_in_the_order_of_falling_due() {
        var account = samples.account();
        var asset = samples.asset();

        ordered(
                () -> new DueItem(
                        account,
                        asset,
                        samples.instant(),
                        samples.oneOf(List.of(DueItem.Kind.values())),
                        samples.uuid()),
                StoreKeys::due,
                Comparator.comparing(DueItem::at)
                        .thenComparing(DueItem::kind)
                        .thenComparing(item -> new HoldId(item.target())));
    }

    @Test
    void due_balances_are_in_the_order_of_falling_due() {
        record Due(Instant at, Balance.Key balance) {}

        ordered(
                () -> new Due(samples.instant(), new Balance.Key(samples.account(), samples.asset())),
                due -> StoreKeys.dueBalance(due.at(), due.balance()),
                Comparator.comparing(Due::at)
                        .thenComparing(due -> due.balance().account())
                        .thenComparing(due -> due.balance().asset()));
    }

    @Test
    void what_is_to_be_forgotten_is_in_the_order_of_ending() {
        ordered(
                () -> new FinishedThing(
                        samples.instant(),
                        samples.oneOf(List.of(FinishedThing.Kind.values())),
                        samples.account(),
                        samples.asset(),
                        samples.uuid()),
                StoreKeys::forget,
                Comparator.comparing(FinishedThing::finishedAt)
                        .thenComparing(FinishedThing::kind)
                        .thenComparing(FinishedThing::account)
                        .thenComparing(FinishedThing::asset)
                        .thenComparing(thing -> new HoldId(thing.id())));
    }

    @Test
    void what_has_ended_is_in_the_order_of_windows_and_then_of_its_kind() {
        ordered(
                () -> new ClosedHold(
                        samples.instant(), new HoldState.Key(samples.account(), samples.asset(), samples.hold())),
                closed -> EndedKey.of(closed.hold()).in(closed.window()),
                Comparator.comparing(ClosedHold::window)
                        .thenComparing(closed -> closed.hold().account())
                        .thenComparing(closed -> closed.hold().asset())
                        .thenComparing(closed -> closed.hold().id()));
        var window = samples.instant();
        var account = samples.account();
        var asset = samples.asset();
        ordered(
                samples::position,
                position -> EndedKey.inOrder(account, asset, position).in(window),
                Comparator.naturalOrder());
    }

    private record ClosedHold(Instant window, HoldState.Key hold) {}

    @Test
    void a_window_begins_no_later_than_what_lies_in_it_and_ends_after_it() {
        for (var i = 0; i < TRIES; i++) {
            var at = samples.instant();

            var window = EndedWindows.of(at);

            assertThat(window).isBeforeOrEqualTo(at).isAfter(at.minus(EndedWindows.LENGTH));
            assertThat(EndedWindows.of(window)).isEqualTo(window);
            // What is dropped up to an instant ended by then.
            assertThat(EndedWindows.endOfThoseBy(at)).isBeforeOrEqualTo(at);
        }
    }

    @Test
    void the_pieces_of_a_key_are_read_back() {
        for (var i = 0; i < TRIES; i++) {
            var account = samples.account();
            var asset = samples.asset();
            var slice = samples.sliceKey(account, asset);
            for (var row : rowsOf(slice)) {
                var key = StoreKeys.slice(row, slice);
                assertThat(StoreKeys.slice(row, slice.bucket(), account, asset, key))
                        .isEqualTo(slice);
            }
            var due = new DueItem(account, asset, samples.instant(), DueItem.Kind.HOLD_EXPIRY, samples.uuid());
            assertThat(StoreKeys.dueItem(account, asset, StoreKeys.due(due))).isEqualTo(due);
            var open = new PlanHolds.Open(
                    new PlanHolds.Key(account, new ReservePlanId(samples.uuid())), asset, samples.hold());
            assertThat(StoreKeys.openPlanHold(StoreKeys.openPlanHold(open))).isEqualTo(open.hold());
            var listed = new ReserveIndex.Entry(account, ReserveIndex.RELEASES_OF_PLAN, samples.uuid(), samples.uuid());
            assertThat(StoreKeys.lastId(StoreKeys.reserveList(listed))).isEqualTo(listed.thing());
            var thing = new FinishedThing(samples.instant(), FinishedThing.Kind.HOLD, account, asset, samples.uuid());
            assertThat(StoreKeys.finishedThing(StoreKeys.forget(thing))).isEqualTo(thing);
            var hold = new HoldState.Key(account, asset, samples.hold());
            var closed = EndedKey.of(hold);
            assertThat(EndedKey.read(EndedKind.HOLD, closed.in(samples.instant())))
                    .isEqualTo(closed);
            assertThat(closed.hold()).isEqualTo(hold);
            var balance = new Balance.Key(account, asset);
            assertThat(StoreKeys.dueBalance(StoreKeys.dueBalance(samples.instant(), balance)))
                    .isEqualTo(balance);
        }
    }

    @Test
    void a_range_has_the_rows_of_one_kind_account_and_asset_and_no_other() {
        for (var i = 0; i < TRIES; i++) {
            var slice = samples.sliceKey(samples.account(), samples.asset());
            var account = samples.account();
            var asset = samples.asset();
            for (var row : rowsOf(slice)) {
                var from = StoreKeys.slices(row, account, asset);
                var key = StoreKeys.slice(row, slice);

                var within = key.compareTo(from) >= 0 && key.compareTo(StoreKeys.end(from)) <= 0;

                assertThat(within)
                        .isEqualTo(
                                slice.account().equals(account) && slice.asset().equals(asset));
            }
        }
    }

    /** HELD slices are among those that reserves hold, or among the others. */
    private static List<LedgerRow> rowsOf(Slice.Key slice) {
        return slice.bucket() == Bucket.HELD
                ? List.of(LedgerRow.HELD_SLICES, LedgerRow.RESERVED_SLICES)
                : List.of(StoreKeys.slices(slice.bucket()));
    }

    @Test
    void a_scan_for_held_slices_begins_with_the_oldest_open_hold_over_the_lot() {
        var account = samples.account();
        var asset = samples.asset();
        for (var i = 0; i < TRIES; i++) {
            var position = samples.position();
            var oldest = samples.hold();
            var other = samples.hold();
            var slice = new Slice.Key(account, asset, Bucket.HELD, position, Optional.of(other));

            var from = StoreKeys.heldSlicesFrom(LedgerRow.HELD_SLICES, account, asset, position, oldest);

            assertThat(StoreKeys.slice(LedgerRow.HELD_SLICES, slice).compareTo(from) >= 0)
                    .isEqualTo(other.compareTo(oldest) >= 0);
        }
    }

    @Test
    void no_text_is_the_beginning_of_another() {
        var keys = Stream.of("a", "ab", "a\0", "", "a".repeat(255))
                .map(StoreKeys::hash)
                .toList();

        assertThat(keys).allMatch(key -> key.length == StoreKeys.HASH_LENGTH).doesNotHaveDuplicates();
    }

    @Test
    void the_end_of_a_prefix_is_after_all_that_begins_so() {
        assertThat(StoreKeys.end(Bytes.wrap(new byte[] {'a', 1})).get()).containsExactly('a', 2);
        assertThat(StoreKeys.end(Bytes.wrap(new byte[] {'a', -1, -1})).get()).containsExactly('b', 0, 0);
    }

    @Test
    void the_first_position_is_before_every_other() {
        var account = samples.account();
        var asset = samples.asset();
        var first = StoreKeys.finishedLot(account, asset, LotPosition.FIRST);

        for (var i = 0; i < TRIES; i++) {
            assertThat(first).isLessThanOrEqualTo(StoreKeys.finishedLot(account, asset, samples.position()));
        }
    }

    private static <T> void ordered(Supplier<T> sample, Function<T, Bytes> key, Comparator<T> order) {
        for (var i = 0; i < TRIES; i++) {
            var left = sample.get();
            var right = sample.get();
            assertThat(Integer.signum(key.apply(left).compareTo(key.apply(right))))
                    .as("%s against %s", left, right)
                    .isEqualTo(Integer.signum(order.compare(left, right)));
        }
    }
}
