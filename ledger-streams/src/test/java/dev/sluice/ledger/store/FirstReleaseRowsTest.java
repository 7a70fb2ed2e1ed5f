package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.all;
import static dev.sluice.ledger.store.FirstReleaseThings.ANN;
import static dev.sluice.ledger.store.FirstReleaseThings.BEN;
import static dev.sluice.ledger.store.FirstReleaseThings.HOME;
import static dev.sluice.ledger.store.FirstReleaseThings.MILES;
import static dev.sluice.ledger.store.FirstReleaseThings.NOW;
import static dev.sluice.ledger.store.FirstReleaseThings.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.Stretch;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Stores that the first release filled are read as what it put there. What the topology remembers of requests on their way is
 * for the tests of the topology.
 */
class FirstReleaseRowsTest {

    private static final String OUTCOMES = "outcomes";

    /** Of this there is one row only, so the later version of it is what the stores are left with. */
    private static final String OLD_HEAD = "the head of before requests were coordinated";

    private final TestStores stores = new TestStores();

    @BeforeEach
    void put_all_rows() {
        put(FirstReleaseRows.all().stream());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void each_is_known_by_its_key() {
        assertThat(Stream.concat(FirstReleaseRows.all().stream(), FirstReleaseRows.beyondItsOwnReader().stream())
                        .filter(row -> !row.kind().equals(OUTCOMES)))
                .allSatisfy(row -> assertThat(KindOfRow.name(storeOf(row), Bytes.wrap(row.key())))
                        .isEqualTo(rowOf(row).name()));
    }

    /** Some kinds may have come since the first release; none that it had may be gone. */
    @Test
    void there_is_one_of_each_kind_that_the_first_release_had() {
        assertThat(FirstReleaseRows.all().stream()
                        .map(FirstReleaseRows.Row::kind)
                        .distinct())
                .hasSize(31)
                .contains(OUTCOMES);
    }

    @Test
    void the_catalogue() {
        read(view -> {
            same(
                    all(view.programs(Optional.empty())),
                    FirstReleaseThings.PROGRAM,
                    FirstReleaseThings.PROGRAM_WITH_LITTLE);
            // In the order of their ids.
            same(all(view.assets(Optional.empty())), FirstReleaseThings.ASSET_WITH_LITTLE, FirstReleaseThings.ASSET);
            same(view.asset(POINTS), FirstReleaseThings.ASSET);
            same(view.program(FirstReleaseThings.SHOP), FirstReleaseThings.PROGRAM);
        });
    }

    @Test
    void owners() {
        read(view -> {
            same(view.owner(ANN), FirstReleaseThings.PARTICIPANT);
            same(view.owner(BEN), FirstReleaseThings.PARTICIPANT_WITH_LITTLE);
            same(view.owner(HOME), FirstReleaseThings.GROUP);
        });
    }

    @Test
    void balances() {
        read(view -> {
            same(all(view.balances(ANN)), FirstReleaseThings.BALANCE_WITH_A_DEBT, FirstReleaseThings.BALANCE);
            same(view.balance(BEN, MILES), FirstReleaseThings.BALANCE_WITH_LITTLE);
            same(view.balance(BEN, POINTS), FirstReleaseThings.BALANCE_OF_OLD);
        });
    }

    @Test
    void lots_and_those_that_are_finished() {
        read(view -> {
            same(view.lot(ANN, FirstReleaseThings.LOT.id()), FirstReleaseThings.LOT);
            same(view.lot(ANN, FirstReleaseThings.LOT_WITH_LITTLE.id()), FirstReleaseThings.LOT_WITH_LITTLE);
            same(
                    all(view.finishedLots(ANN, POINTS, LotPosition.FIRST)),
                    FirstReleaseThings.LOT_THAT_EXPIRED,
                    FirstReleaseThings.LOT_THAT_WAS_SPENT);
        });
    }

    @Test
    void slices_of_each_bucket() {
        read(view -> {
            same(slices(view, Bucket.AVAILABLE), FirstReleaseThings.AVAILABLE);
            same(slices(view, Bucket.DEFERRED), FirstReleaseThings.DEFERRED);
            same(slices(view, Bucket.HELD), FirstReleaseThings.HELD.toArray());
            same(
                    all(view.slicesUnder(
                            ANN, POINTS, FirstReleaseThings.HOLD.key().id())),
                    FirstReleaseThings.HELD.toArray());
        });
    }

    private static List<?> slices(StoredLedgerView view, Bucket bucket) {
        return all(view.slices(ANN, POINTS, bucket, LotPosition.FIRST));
    }

    @Test
    void holds_open_and_closed() {
        read(view -> {
            same(
                    all(view.openHolds(ANN, POINTS, Optional.empty())),
                    FirstReleaseThings.HOLD,
                    FirstReleaseThings.HOLD_OF_A_CREDIT,
                    FirstReleaseThings.HOLD_OF_A_RESERVE);
            same(all(view.closedHolds(ANN, POINTS, Optional.empty())), FirstReleaseThings.CLOSED_HOLD);
        });
    }

    @Test
    void holds_by_their_reference() {
        read(view -> {
            same(all(view.openHolds(ANN, POINTS, "order-1 ä😀")), FirstReleaseThings.HOLD);
            same(all(view.openHolds(ANN, MILES, "trip")), FirstReleaseThings.HOLDS_OF_ONE_REFERENCE.toArray());
        });
    }

    @Test
    void what_falls_due_and_on_which_balance() {
        read(view -> {
            same(all(view.due(ANN, POINTS)), FirstReleaseThings.DUE.toArray());
            var first = FirstReleaseThings.DUE.getFirst().at();
            assertThat(view.asOf(first.minusMillis(1)).dueBalances(10)).isEmpty();
            same(view.asOf(first).dueBalances(10), FirstReleaseThings.BALANCE.key());
        });
    }

    @Test
    void what_is_to_be_forgotten_and_then_is() {
        stores.run(open -> {
            var view = view(open);
            var queue = view.queue(LedgerRow.FORGET, open.forget(), NOW, 100);
            assertThat(queue.stream().map(StoreKeys::finishedThing))
                    .containsExactlyInAnyOrderElementsOf(FirstReleaseThings.TO_BE_FORGOTTEN);

            var forgotten = view.finishedBy(NOW, 100);
            forgotten.forEach(new StateWriter(open)::forget);

            assertThat(forgotten).hasSameSizeAs(FirstReleaseThings.TO_BE_FORGOTTEN);
            assertThat(all(view.finishedLots(ANN, POINTS, LotPosition.FIRST))).isEmpty();
            assertThat(all(view.closedHolds(ANN, POINTS, Optional.empty()))).isEmpty();
            assertThat(view.transfer(ANN, FirstReleaseThings.TRANSFER.journalEntryId()))
                    .isEmpty();
            assertThat(view.reversibleDebit(ANN, FirstReleaseThings.DEBIT.entry()))
                    .isEmpty();
        });
    }

    @Test
    void transfers_and_debits() {
        read(view -> Stream.of(FirstReleaseThings.TRANSFER, FirstReleaseThings.TRANSFER_WITH_LITTLE)
                .forEach(transfer -> same(view.transfer(ANN, transfer.journalEntryId()), transfer)));
        read(view -> Stream.of(FirstReleaseThings.DEBIT, FirstReleaseThings.DEBIT_WITH_LITTLE)
                .forEach(debit -> same(view.reversibleDebit(ANN, debit.entry()), debit)));
    }

    @Test
    void the_shards_of_the_system_accounts() {
        read(view -> FirstReleaseThings.SYSTEM.forEach(
                (key, amount) -> same(view.systemBalance(key.account(), key.asset()), amount)));
    }

    @Test
    void the_things_of_reserves() {
        read(view -> {
            var reserves = view.reserves();
            // The newest first.
            same(
                    all(reserves.holds(ANN, Stretch.ALL)),
                    FirstReleaseReserves.HOLD_WITH_LITTLE,
                    FirstReleaseReserves.HOLD);
            same(
                    all(reserves.releases(ANN, Stretch.ALL)),
                    FirstReleaseReserves.RELEASE_WITH_LITTLE,
                    FirstReleaseReserves.RELEASE);
            same(
                    all(reserves.plans(ANN, Stretch.ALL)),
                    FirstReleaseReserves.PLAN_WITH_LITTLE,
                    FirstReleaseReserves.PLAN);
        });
    }

    @Test
    void what_plans_hold_and_what_is_listed() {
        read(view -> {
            var reserves = view.reserves();
            var plan = FirstReleaseReserves.PLAN_HOLDS.key();
            assertThat(reserves.livePlans(ANN)).isEqualTo(FirstReleaseReserves.LIVE_PLANS);
            assertThat(reserves.planHolds(plan)).isEqualTo(FirstReleaseReserves.PLAN_HOLDS);
            FirstReleaseReserves.OPEN_HOLDS.forEach(open ->
                    assertThat(all(reserves.openHolds(plan, open.asset()))).contains(open.hold()));
            FirstReleaseReserves.LISTED.forEach(
                    listed -> assertThat(all(reserves.indexed(ANN, listed.index(), listed.of(), Stretch.ALL)))
                            .containsExactly(listed.thing()));
        });
    }

    @Test
    void where_the_partition_stands() {
        read(view -> assertThat(view.head()).isEqualTo(FirstReleaseThings.HEAD));

        put(FirstReleaseRows.of("head").stream().filter(row -> row.says().equals(OLD_HEAD)));

        var head = FirstReleaseThings.HEAD;
        read(view -> assertThat(view.head()).isEqualTo(new Head(head.sequence(), head.lastHash(), head.clock(), 0)));
    }

    @Test
    void outcomes_that_were_answered_and_one_that_is_awaited() {
        stores.run(open -> {
            var outcomes = new Outcomes(open, LedgerStoreSettings.DEFAULT);

            var answered = outcomes.find(ANN, IdempotencyKey.of("hold-1"), NOW).orElseThrow();
            assertThat(answered.fingerprint()).asHexString().isEqualToIgnoringCase("77a4dd4458daad5fbf6f42f53ee4d94a");
            assertThat(answered.state())
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            state -> assertThat(new String(state.reply(), StandardCharsets.UTF_8))
                                    .isEqualTo("{\"type\":\"completed\",\"any\":\"bytes ä😀\"}"));
            var awaited = outcomes.find(ANN, IdempotencyKey.of("pay-1"), NOW).orElseThrow();
            assertThat(awaited.state())
                    .isInstanceOfSatisfying(
                            Outcome.OnItsWay.class,
                            state -> assertThat(state.note())
                                    .asString(StandardCharsets.US_ASCII)
                                    .isEqualTo("019ca945-0afa-7e1d-a966-7a4871000906"));
        });
    }

    private void put(Stream<FirstReleaseRows.Row> rows) {
        stores.run(open -> rows.forEach(row -> {
            var key = Bytes.wrap(row.key());
            if (row.kind().equals(OUTCOMES)) {
                open.outcomes().put(key, row.value(), row.window());
            } else {
                open.of(rowOf(row)).stage(new RowWrite(rowOf(row), key, row.value()));
            }
        }));
        stores.reopen();
    }

    private void read(Consumer<StoredLedgerView> todo) {
        stores.run(open -> todo.accept(view(open)));
    }

    private static StoredLedgerView view(OpenStores open) {
        return new StoredLedgerView(open, 0, account -> 0);
    }

    private static LedgerRow rowOf(FirstReleaseRows.Row row) {
        return LedgerRow.valueOf(row.kind().toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private static String storeOf(FirstReleaseRows.Row row) {
        return rowOf(row).store() == LedgerRow.StoreName.LOTS ? LedgerStores.LOTS : LedgerStores.BALANCES;
    }

    /** Equal, and written alike: an amount is equal to one with more zeros, and none must come or go. */
    private static void same(Optional<?> found, Object thing) {
        same(found.stream().toList(), thing);
    }

    private static void same(List<?> found, Object... things) {
        assertThat(found)
                .usingRecursiveComparison()
                .withEqualsForType((one, other) -> one.toString().equals(other.toString()), Amount.class)
                .isEqualTo(List.of(things));
    }
}
