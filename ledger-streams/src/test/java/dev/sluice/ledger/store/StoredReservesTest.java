package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.ANN;
import static dev.sluice.ledger.store.Changes.POINTS;
import static dev.sluice.ledger.store.Changes.all;
import static dev.sluice.ledger.store.Changes.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.core.state.Stretch;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredReservesTest {

    /** In their order, with the first and the last that there can be, and where a sign or a carry could go wrong. */
    private static final List<UUID> IDS = List.of(
            new UUID(0, 1),
            new UUID(0, 0x80),
            new UUID(0, 0xff),
            new UUID(0, 0x100),
            new UUID(0, Long.MAX_VALUE),
            new UUID(0, Long.MIN_VALUE),
            new UUID(0, -1),
            new UUID(1, 0),
            new UUID(Long.MAX_VALUE, -1),
            new UUID(Long.MIN_VALUE, 0),
            new UUID(-1, -1));

    private static final ReservePlanId PLAN = new ReservePlanId(new UUID(0, 7));
    private static final PlanHolds.Key KEY = new PlanHolds.Key(ANN, PLAN);

    private final TestStores stores = new TestStores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void what_is_written_is_read() {
        var hold = ReserveSamples.hold(new UUID(0, 1));
        var release = ReserveSamples.release(new UUID(0, 2));
        var plan = ReserveSamples.plan(new UUID(0, 3));
        var holds = new PlanHolds(KEY, new TreeMap<>(Map.of(POINTS, new HoldId(new UUID(0, 4)))));
        write(new ReserveSamples()
                .put(ANN, hold)
                .put(ANN, release)
                .put(ANN, plan)
                .live(ANN, List.of(plan.id(), PLAN))
                .put(holds));

        stores.reopen();

        read(reserves -> {
            assertThat(reserves.hold(ANN, hold.id())).contains(hold);
            assertThat(reserves.release(ANN, release.id())).contains(release);
            assertThat(reserves.plan(ANN, plan.id())).contains(plan);
            assertThat(reserves.livePlans(ANN)).containsExactly(plan.id(), PLAN);
            assertThat(reserves.planHolds(KEY)).isEqualTo(holds);
            assertThat(reserves.terms()).isEqualTo(ReserveTerms.DEFAULT);
        });
    }

    @Test
    void what_was_never_written_is_not_there() {
        var neighbour = neighbours().getFirst();
        write(new ReserveSamples()
                .put(neighbour, ReserveSamples.hold(new UUID(0, 1)))
                .put(neighbour, ReserveSamples.release(new UUID(0, 1)))
                .put(neighbour, ReserveSamples.plan(new UUID(0, 1)))
                .live(neighbour, List.of(PLAN)));

        read(reserves -> {
            assertThat(reserves.hold(ANN, new HoldId(new UUID(0, 1)))).isEmpty();
            assertThat(reserves.plan(ANN, new ReservePlanId(new UUID(0, 1)))).isEmpty();
            assertThat(reserves.livePlans(ANN)).isEmpty();
            assertThat(reserves.planHolds(KEY).isEmpty()).isTrue();
            assertThat(all(reserves.openHolds(KEY, POINTS))).isEmpty();
            assertThat(all(reserves.holds(ANN, Stretch.ALL))).isEmpty();
            assertThat(all(reserves.releases(ANN, Stretch.ALL))).isEmpty();
            assertThat(all(reserves.plans(ANN, Stretch.ALL))).isEmpty();
            assertThat(all(reserves.indexed(ANN, ReserveIndex.HOLDS_OF_PLAN, PLAN.value(), Stretch.ALL)))
                    .isEmpty();
        });
    }

    @Test
    void the_things_of_an_account_are_listed_both_ways_from_every_place() {
        var samples = new ReserveSamples();
        for (var id : IDS) {
            samples.put(ANN, ReserveSamples.hold(id));
            samples.put(ANN, ReserveSamples.release(id));
            samples.put(ANN, ReserveSamples.plan(id));
        }
        for (var neighbour : neighbours()) {
            for (var id : List.of(IDS.getFirst(), IDS.getLast())) {
                samples.put(neighbour, ReserveSamples.hold(id));
                samples.put(neighbour, ReserveSamples.release(id));
                samples.put(neighbour, ReserveSamples.plan(id));
            }
        }
        write(samples);

        read(reserves -> {
            isListed(stretch -> reserves.holds(ANN, stretch), hold -> hold.id().value());
            isListed(
                    stretch -> reserves.releases(ANN, stretch),
                    release -> release.id().value());
            isListed(stretch -> reserves.plans(ANN, stretch), plan -> plan.id().value());
        });
    }

    @Test
    void what_an_index_lists_is_listed_both_ways_from_every_place() {
        var samples = new ReserveSamples();
        for (var index : ReserveIndex.values()) {
            IDS.forEach(id -> samples.index(new ReserveIndex.Entry(ANN, index, PLAN.value(), id)));
            for (var other : List.of(new UUID(0, 6), new UUID(0, 8))) {
                samples.index(new ReserveIndex.Entry(ANN, index, other, IDS.getFirst()));
                samples.index(new ReserveIndex.Entry(ANN, index, other, IDS.getLast()));
            }
            neighbours()
                    .forEach(account ->
                            samples.index(new ReserveIndex.Entry(account, index, PLAN.value(), IDS.getLast())));
        }
        write(samples);

        read(reserves -> {
            for (var index : ReserveIndex.values()) {
                isListed(stretch -> reserves.indexed(ANN, index, PLAN.value(), stretch), Function.identity());
            }
        });
    }

    /** Those whose rows lie right before and right behind. */
    private static List<AccountId> neighbours() {
        var ann = ANN.value();
        return List.of(
                new AccountId(new UUID(ann.getMostSignificantBits(), ann.getLeastSignificantBits() - 1)),
                new AccountId(new UUID(ann.getMostSignificantBits(), ann.getLeastSignificantBits() + 1)));
    }

    private static <T> void isListed(Function<Stretch, Cursor<T>> list, Function<T, UUID> idOf) {
        BiFunction<Boolean, Optional<UUID>, List<UUID>> ids =
                (newestFirst, beyond) -> all(list.apply(new Stretch(newestFirst, beyond))).stream()
                        .map(idOf)
                        .toList();
        assertThat(ids.apply(true, Optional.empty())).isEqualTo(IDS.reversed());
        assertThat(ids.apply(false, Optional.empty())).isEqualTo(IDS);
        for (var place = 0; place < IDS.size(); place++) {
            var beyond = Optional.of(IDS.get(place));
            assertThat(ids.apply(true, beyond))
                    .as("older than %s", beyond)
                    .isEqualTo(IDS.subList(0, place).reversed());
            assertThat(ids.apply(false, beyond))
                    .as("newer than %s", beyond)
                    .isEqualTo(IDS.subList(place + 1, IDS.size()));
        }
        var unknown = Optional.of(new UUID(5, 5));
        assertThat(ids.apply(true, unknown)).isEqualTo(IDS.subList(0, 8).reversed());
        assertThat(ids.apply(false, unknown)).isEqualTo(IDS.subList(8, IDS.size()));
    }

    @Test
    void the_open_holds_of_a_plan_begin_with_the_first_that_its_row_knows() {
        var other = AssetId.ofSymbol("USD");
        var holds = IDS.stream().map(HoldId::new).toList();
        var samples = new ReserveSamples();
        holds.forEach(hold -> samples.open(new PlanHolds.Open(KEY, POINTS, hold)));
        samples.open(new PlanHolds.Open(KEY, other, holds.getFirst()));
        for (var plan : List.of(new UUID(0, 6), new UUID(0, 8))) {
            var neighbour = new PlanHolds.Key(ANN, new ReservePlanId(plan));
            samples.open(new PlanHolds.Open(neighbour, POINTS, holds.getLast()));
        }
        samples.put(firstOpen(POINTS, holds.getFirst(), other, holds.getFirst()));
        write(samples);
        read(reserves -> {
            assertThat(all(reserves.openHolds(KEY, POINTS))).isEqualTo(holds);
            assertThat(all(reserves.openHolds(KEY, other))).containsExactly(holds.getFirst());
        });

        var closed = new ReserveSamples().put(firstOpen(POINTS, holds.get(2), other, holds.getFirst()));
        holds.subList(0, 2).forEach(hold -> closed.close(new PlanHolds.Open(KEY, POINTS, hold)));
        write(closed);

        read(reserves -> assertThat(all(reserves.openHolds(KEY, POINTS))).isEqualTo(holds.subList(2, holds.size())));
    }

    private static PlanHolds firstOpen(AssetId asset, HoldId hold, AssetId otherAsset, HoldId otherHold) {
        var first = new TreeMap<AssetId, HoldId>();
        first.put(asset, hold);
        first.put(otherAsset, otherHold);
        return new PlanHolds(KEY, first);
    }

    @Test
    void of_a_plan_that_holds_nothing_any_more_only_the_plan_is_left() {
        var open = new PlanHolds.Open(KEY, POINTS, new HoldId(new UUID(0, 1)));
        var plan = ReserveSamples.plan(PLAN.value());
        write(new ReserveSamples()
                .put(ANN, plan)
                .live(ANN, List.of(PLAN))
                .open(open)
                .put(new PlanHolds(KEY, new TreeMap<>(Map.of(POINTS, open.hold())))));

        write(new ReserveSamples().live(ANN, List.of()).close(open).put(new PlanHolds(KEY, new TreeMap<>())));

        assertThat(stores.keys()).containsExactly(StoreKeys.reserve(LedgerRow.RESERVE_PLANS, ANN, PLAN.value()));
    }

    private void write(ReserveSamples samples) {
        stores.run(open ->
                new StateWriter(open).apply(none().reserves(samples.changes()).done()));
    }

    private interface Look {
        void at(StoredReserves reserves);
    }

    private void read(Look look) {
        stores.run(open -> look.at(new StoredReserves(open, ReserveTerms.DEFAULT)));
    }
}
