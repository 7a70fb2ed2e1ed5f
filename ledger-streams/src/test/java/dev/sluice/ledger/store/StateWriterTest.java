package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.ANN;
import static dev.sluice.ledger.store.Changes.NOW;
import static dev.sluice.ledger.store.Changes.POINTS;
import static dev.sluice.ledger.store.Changes.all;
import static dev.sluice.ledger.store.Changes.balance;
import static dev.sluice.ledger.store.Changes.due;
import static dev.sluice.ledger.store.Changes.hold;
import static dev.sluice.ledger.store.Changes.holdId;
import static dev.sluice.ledger.store.Changes.lot;
import static dev.sluice.ledger.store.Changes.none;
import static dev.sluice.ledger.store.Changes.reversibleDebit;
import static dev.sluice.ledger.store.Changes.slice;
import static dev.sluice.ledger.store.Changes.withFirsts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import dev.sluice.schema.value.SystemAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateWriterTest {

    private static final LotPosition FIRST_LOT = new LotPosition(NOW, 1);
    private static final LotPosition SECOND_LOT = new LotPosition(NOW, 2);
    private static final Program PROGRAM =
            new Program(new ProgramId(new UUID(0, 9)), "Rewards", Optional.empty(), ProgramStatus.ACTIVE, NOW, NOW);

    private final TestStores stores = new TestStores();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void what_is_written_is_read() {
        var balance = withFirsts(
                balance("3.00", "1.00"), Optional.of(FIRST_LOT), Optional.of(FIRST_LOT), Optional.of(holdId(1)));
        var available = slice(Bucket.AVAILABLE, FIRST_LOT, Optional.empty());
        var held = slice(Bucket.HELD, FIRST_LOT, Optional.of(holdId(1)));
        var deferred = slice(Bucket.DEFERRED, SECOND_LOT, Optional.empty());
        var hold = hold(1, "1.00", Optional.empty());
        var lot = lot(1, FIRST_LOT, Optional.empty());
        with((view, writer) -> writer.apply(none().balance(Optional.empty(), balance)
                .slice(available)
                .slice(held)
                .slice(deferred)
                .hold(hold)
                .lot(lot)
                .system(SystemAccount.SYSTEM_ISSUANCE, "-4.00")
                .done()));
        stores.reopen();

        with((view, writer) -> {
            assertThat(view.balance(ANN, POINTS)).contains(balance);
            assertThat(all(view.balances(ANN))).containsExactly(balance);
            assertThat(all(view.slices(ANN, POINTS, Bucket.AVAILABLE, LotPosition.FIRST)))
                    .containsExactly(available);
            assertThat(all(view.slices(ANN, POINTS, Bucket.HELD, LotPosition.FIRST)))
                    .containsExactly(held);
            assertThat(all(view.slices(ANN, POINTS, Bucket.DEFERRED, LotPosition.FIRST)))
                    .containsExactly(deferred);
            assertThat(view.slice(held.key())).contains(held);
            assertThat(all(view.slicesUnder(ANN, POINTS, holdId(1)))).containsExactly(held);
            assertThat(view.hold(ANN, POINTS, holdId(1))).contains(hold);
            assertThat(all(view.openHolds(ANN, POINTS, Optional.empty()))).containsExactly(hold);
            assertThat(all(view.openHolds(ANN, POINTS, "order-1"))).containsExactly(hold);
            assertThat(all(view.openHolds(ANN, POINTS, "order-2"))).isEmpty();
            assertThat(view.lot(ANN, lot.id())).contains(lot);
            assertThat(view.systemBalance(SystemAccount.SYSTEM_ISSUANCE, POINTS))
                    .contains(Amount.parse("-4.00"));
            assertThat(view.systemBalance(SystemAccount.SYSTEM_TRANSIT, POINTS)).isEmpty();
        });
    }

    @Test
    void the_catalogue_and_owners_are_read_as_last_written() {
        var renamed = new Program(PROGRAM.id(), "Points", Optional.empty(), ProgramStatus.SUSPENDED, NOW, NOW);
        var asset = new Asset(
                POINTS,
                "PTS",
                "Points",
                InventoryMode.LOT,
                IssuancePolicy.UNLIMITED,
                2,
                Optional.empty(),
                List.of(PROGRAM.id()),
                AssetStatus.ACTIVE,
                NOW,
                NOW);
        var ann = new Participant(ANN, "ann", AccountStatus.ACTIVE, Optional.empty(), Map.of(), NOW, NOW);
        with((view, writer) -> {
            writer.apply(none().program(PROGRAM).asset(asset).owner(ann).done());
            assertThat(view.program(PROGRAM.id())).contains(PROGRAM);
            writer.apply(none().program(renamed).done());
            assertThat(view.program(PROGRAM.id())).contains(renamed);
        });
        stores.reopen();

        with((view, writer) -> {
            assertThat(view.program(PROGRAM.id())).contains(renamed);
            assertThat(view.asset(POINTS)).contains(asset);
            assertThat(view.owner(ANN)).contains(ann);
            assertThat(all(view.balances(ANN))).isEmpty();
            assertThat(all(view.programs(Optional.empty()))).containsExactly(renamed);
            assertThat(all(view.programs(Optional.of(new ProgramId(new UUID(0, 10))))))
                    .isEmpty();
            assertThat(all(view.assets(Optional.of(POINTS)))).containsExactly(asset);
        });
    }

    @Test
    void a_consumption_is_read_as_last_written_and_by_its_own_account_alone() {
        var taken = reversibleDebit(1, NOW, "0.00");
        var reversed = reversibleDebit(1, NOW, "0.40");
        with((view, writer) -> {
            writer.apply(none().reversibleDebit(taken).done());
            assertThat(view.reversibleDebit(ANN, taken.entry())).contains(taken);
            writer.apply(none().reversibleDebit(reversed).done());
        });
        stores.reopen();

        with((view, writer) -> {
            assertThat(view.reversibleDebit(ANN, taken.entry())).contains(reversed);
            assertThat(view.reversibleDebit(AccountId.ofParticipant("ben"), taken.entry()))
                    .isEmpty();
            assertThat(view.reversibleDebit(ANN, reversibleDebit(2, NOW, "0.00").entry()))
                    .isEmpty();
        });
    }

    @Test
    void the_balances_of_an_account_are_found_among_its_other_rows() {
        var points = balance("1.00", "1.00");
        var coins = new Balance(
                new Balance.Key(ANN, AssetId.ofSymbol("COIN")),
                Amount.parse("2"),
                Amount.ZERO,
                Amount.ZERO,
                Amount.ZERO,
                0,
                FirstRows.NONE);
        with((view, writer) -> {
            writer.apply(none().balance(Optional.empty(), points)
                    .hold(hold(1, "1.00", Optional.empty()))
                    .hold(hold(2, "0.00", Optional.of(NOW)))
                    .done());
            writer.apply(none().balance(Optional.empty(), coins).done());

            assertThat(all(view.balances(ANN))).containsExactlyInAnyOrder(points, coins);
            assertThat(all(view.balances(AccountId.ofParticipant("ben")))).isEmpty();
        });
    }

    @Test
    void a_hold_that_closes_moves_to_the_closed_ones() {
        var open = hold(1, "1.00", Optional.empty());
        var closed = hold(1, "0.00", Optional.of(NOW));
        var held = slice(Bucket.HELD, FIRST_LOT, Optional.of(holdId(1)));
        with((view, writer) -> {
            writer.apply(none().hold(open).slice(held).done());
            writer.apply(none().hold(closed).gone(held).done());

            assertThat(view.hold(ANN, POINTS, holdId(1))).contains(closed);
            assertThat(all(view.closedHolds(ANN, POINTS, Optional.empty()))).containsExactly(closed);
            assertThat(all(view.closedHolds(ANN, POINTS, Optional.of(holdId(2)))))
                    .isEmpty();
            assertThat(all(view.openHolds(ANN, POINTS, "order-1"))).isEmpty();
            assertThat(all(view.slicesUnder(ANN, POINTS, holdId(1)))).isEmpty();
        });
    }

    @Test
    void the_slices_under_a_hold_are_in_the_order_of_spending_whatever_was_taken_since() {
        var first = slice(Bucket.HELD, FIRST_LOT, Optional.of(holdId(1)));
        var second = slice(Bucket.HELD, SECOND_LOT, Optional.of(holdId(1)));
        with((view, writer) -> {
            writer.apply(none().hold(hold(1, "1.00", Optional.empty()))
                    .slice(second)
                    .slice(first)
                    .done());
            assertThat(all(view.slicesUnder(ANN, POINTS, holdId(1)))).containsExactly(first, second);

            writer.apply(
                    none().hold(hold(1, "0.50", Optional.empty())).gone(first).done());
            assertThat(all(view.slicesUnder(ANN, POINTS, holdId(1)))).containsExactly(second);
        });
    }

    @Test
    void any_number_of_open_holds_may_have_one_reference() {
        var ids = IntStream.rangeClosed(1, 3 * HoldReferences.FIRST_MAX).boxed().toList();
        with((view, writer) -> {
            ids.forEach(id ->
                    writer.apply(none().hold(hold(id, "1.00", Optional.empty())).done()));
            assertThat(withReference(view)).isEqualTo(ids);

            // The first ones, so that there is room in the row again; and one of those beyond it.
            List.of(1, 2, 40)
                    .forEach(id -> writer.apply(
                            none().hold(hold(id, "0.00", Optional.of(NOW))).done()));
            writer.apply(none().hold(hold(100, "1.00", Optional.empty())).done());

            var left = new ArrayList<>(ids);
            left.removeAll(List.of(1, 2, 40));
            left.add(100);
            assertThat(withReference(view)).isEqualTo(left);
        });
    }

    private static List<Integer> withReference(StoredLedgerView view) {
        return all(view.openHolds(ANN, POINTS, "order-1")).stream()
                .map(hold -> (int) hold.key().id().value().getLeastSignificantBits())
                .toList();
    }

    @Test
    void what_is_postponed_is_found_by_its_place_and_in_the_order_of_arrival() {
        with((view, writer) -> {
            writer.postponed(300, new byte[] {3});
            writer.postponed(2, new byte[] {2});
            writer.postponed(1, new byte[] {1});
            writer.resumed(1);
        });
        stores.reopen();

        with((view, writer) -> {
            assertThat(all(view.allPostponed())).extracting(Map.Entry::getKey).containsExactly(2L, 300L);
            assertThat(view.postponed(300).orElseThrow()).containsExactly(3);
            assertThat(view.postponed(1)).isEmpty();
        });
    }

    @Test
    void an_index_goes_with_what_it_indexes() {
        var item = new DueItem(ANN, POINTS, NOW.plusSeconds(5), DueItem.Kind.LOT_EXPIRY, new UUID(0, 1));
        var held = slice(Bucket.HELD, FIRST_LOT, Optional.of(holdId(1)));
        var due = due(balance("1.00", "0.00"), item);
        var entry = new EntryId(new UUID(1, 1));
        with((view, writer) -> {
            writer.apply(none().balance(Optional.empty(), due)
                    .due(item)
                    .hold(hold(1, "1.00", Optional.empty()))
                    .slice(held)
                    .lot(lot(1, FIRST_LOT, Optional.empty()))
                    .reversibleDebit(reversibleDebit(1, NOW, "0.00"))
                    .done());
            writer.pending(Pending.BROADCASTS, entry, new byte[] {1});

            writer.apply(none().balance(Optional.of(due), balance("0.00", "0.00"))
                    .notDue(item)
                    .hold(hold(1, "0.00", Optional.of(NOW)))
                    .gone(held)
                    .lot(lot(1, FIRST_LOT, Optional.of(NOW)))
                    .reversibleDebit(reversibleDebit(1, NOW, "1.00"))
                    .done());
            writer.completed(Pending.BROADCASTS, entry);
            writer.head(new Head(2, "00".repeat(32), NOW, 3));
        });
        stores.run(open -> {
            var view = new StoredLedgerView(open, 0, account -> 0);
            new StateWriter(open)
                    .forget(view.asOf(NOW.plus(Duration.ofDays(60))).forgotten(10));
        });

        assertThat(stores.keys()).containsExactly(StoreKeys.balance(ANN, POINTS), StoreKeys.head(), StoreKeys.layout());
    }

    @Test
    void what_is_due_is_found_earliest_first_from_the_balances_first_on() {
        var first = new DueItem(ANN, POINTS, NOW.plusSeconds(5), DueItem.Kind.LOT_EXPIRY, new UUID(0, 1));
        var second = new DueItem(ANN, POINTS, NOW.plusSeconds(6), DueItem.Kind.MATURITY, new UUID(0, 2));
        var due = due(balance("1.00", "0.00"), first);
        var later = due(balance("1.00", "0.00"), second);
        with((view, writer) -> {
            writer.apply(
                    none().balance(Optional.empty(), due).due(second).due(first).done());
            assertThat(all(view.due(ANN, POINTS))).containsExactly(first, second);
            assertThat(view.asOf(NOW.plusMillis(4_999)).dueBalances(10)).isEmpty();
            assertThat(view.asOf(NOW.plusSeconds(5)).dueBalances(10)).containsExactly(due.key());

            writer.apply(none().balance(Optional.of(due), later).notDue(first).done());
            assertThat(all(view.due(ANN, POINTS))).containsExactly(second);
            assertThat(view.asOf(NOW.plusSeconds(5)).dueBalances(10)).isEmpty();
            assertThat(view.asOf(NOW.plusSeconds(6)).dueBalances(10)).containsExactly(due.key());

            // Something falls due earlier than what the last look found: the queue begins there again.
            var earlier = due(balance("1.00", "0.00"), DueItem.beforeAllAt(ANN, POINTS, NOW.plusSeconds(1)));
            writer.apply(none().balance(Optional.of(later), earlier).done());
            assertThat(view.asOf(NOW.plusSeconds(6)).dueBalances(10)).containsExactly(due.key());
            assertThat(view.asOf(NOW.plusSeconds(6)).dueBalances(0)).isEmpty();
        });
    }

    @Test
    void a_scan_begins_where_it_is_told_to() {
        var positions = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> new LotPosition(NOW.plusSeconds(i / 3), i))
                .toList();
        with((view, writer) -> {
            var changes = none().balance(
                            Optional.empty(),
                            withFirsts(
                                    balance("9.00", "0.00"),
                                    Optional.of(positions.getFirst()),
                                    Optional.empty(),
                                    Optional.empty()));
            positions.forEach(position -> changes.slice(slice(Bucket.AVAILABLE, position, Optional.empty())));
            positions.forEach(
                    position -> changes.lot(lot((int) position.sequence() + 100, position, Optional.of(NOW))));
            writer.apply(changes.done());

            for (var i = 0; i < positions.size(); i++) {
                var from = positions.get(i);
                assertThat(all(view.slices(ANN, POINTS, Bucket.AVAILABLE, from)))
                        .extracting(slice -> slice.key().position())
                        .isEqualTo(positions.subList(i, positions.size()));
                assertThat(all(view.finishedLots(ANN, POINTS, from)))
                        .extracting(lot -> lot.position())
                        .isEqualTo(positions.subList(i, positions.size()));
            }
            assertThat(all(view.slices(ANN, POINTS, Bucket.AVAILABLE, LotPosition.startOf(NOW.plusSeconds(9)))))
                    .isEmpty();
        });
    }

    @Test
    void rows_that_are_as_they_were_are_not_written() {
        var balance = balance("1.00", "1.00");
        var held = slice(Bucket.HELD, FIRST_LOT, Optional.of(holdId(1)));
        var lot = lot(1, FIRST_LOT, Optional.empty());
        var hold = hold(1, "1.00", Optional.empty());
        with((view, writer) -> writer.apply(none().balance(Optional.empty(), balance)
                .hold(hold)
                .slice(held)
                .lot(lot)
                .done()));
        assertThat(stores.changelogRecords(LedgerStores.BALANCES))
                .as("one page")
                .isOne();
        assertThat(stores.changelogRecords(LedgerStores.LOTS)).isZero();

        with((view, writer) -> writer.apply(none().balance(Optional.of(balance), balance)
                .hold(hold)
                .lot(lot)
                .done()));

        assertThat(stores.changelogRecords(LedgerStores.BALANCES)).isZero();
        assertThat(stores.changelogRecords(LedgerStores.LOTS)).isZero();
    }

    @Test
    void a_change_that_does_not_fit_is_not_written_at_all() {
        var tooLarge = new Program(
                PROGRAM.id(), "x".repeat(RowBatch.VALUE_LENGTH_MAX), Optional.empty(), ProgramStatus.ACTIVE, NOW, NOW);
        with((view, writer) -> {
            var changes = none().balance(Optional.empty(), balance("1.00", "0.00"))
                    .program(tooLarge)
                    .done();

            assertThatThrownBy(() -> writer.apply(changes)).isInstanceOf(IllegalStateException.class);

            assertThat(view.program(PROGRAM.id())).isEmpty();
        });
        assertThat(stores.keys()).isEmpty();
    }

    @Test
    void a_hold_that_closes_over_slices_is_refused() {
        var held = slice(Bucket.HELD, FIRST_LOT, Optional.of(holdId(1)));
        with((view, writer) -> {
            writer.apply(
                    none().hold(hold(1, "1.00", Optional.empty())).slice(held).done());
            var changes = none().hold(hold(1, "0.00", Optional.of(NOW))).done();

            assertThatThrownBy(() -> writer.apply(changes))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed with slices under it");
        });
    }

    @Test
    void the_head_is_where_it_was_put() {
        with((view, writer) -> {
            assertThat(view.head()).isEqualTo(Head.FIRST);
            assertThat(view.nextIds().sequence()).isZero();
            writer.head(new Head(7, "ab".repeat(32), NOW, 3));
            assertThat(view.nextIds().sequence()).isEqualTo(7);
        });
        stores.reopen();

        with((view, writer) -> {
            assertThat(view.head()).isEqualTo(new Head(7, "ab".repeat(32), NOW, 3));
            assertThat(view.now()).isEqualTo(NOW);
            assertThat(view.asOf(NOW.plusSeconds(1)).nextIds().now()).isEqualTo(NOW.plusSeconds(1));
        });
    }

    @Test
    void what_may_come_to_a_group_is_kept_until_it_has_come() {
        var first = new Expectation(ANN, new EntryId(new UUID(1, 1)), NOW);
        var second = new Expectation(ANN, new EntryId(new UUID(1, 2)), NOW.plusSeconds(1));
        var ofAnother = new Expectation(AccountId.ofParticipant("bob"), first.entry(), NOW);
        with((view, writer) -> {
            writer.expects(second);
            writer.expects(ofAnother);
            writer.expects(first);
        });
        stores.reopen();

        with((view, writer) -> {
            assertThat(all(view.expectations(ANN))).containsExactly(first, second);
            writer.expectsNoMore(ANN, first.entry());
            assertThat(all(view.expectations(ANN))).containsExactly(second);
            assertThat(all(view.expectations(ofAnother.group()))).containsExactly(ofAnother);
        });
    }

    @Test
    void what_was_never_expected_is_no_write() {
        stores.changelogRecords(LedgerStores.BALANCES);

        with((view, writer) -> writer.expectsNoMore(ANN, new EntryId(new UUID(1, 1))));

        assertThat(stores.changelogRecords(LedgerStores.BALANCES)).isZero();
    }

    @Test
    void broadcasts_on_their_way_are_listed_in_the_order_of_booking() {
        var first = new EntryId(new UUID(1, 1));
        var second = new EntryId(new UUID(1, 2));
        with((view, writer) -> {
            writer.pending(Pending.BROADCASTS, second, new byte[] {2});
            writer.pending(Pending.BROADCASTS, first, new byte[] {1});
            assertThat(all(view.allPending(Pending.BROADCASTS)))
                    .extracting(Map.Entry::getKey)
                    .containsExactly(first, second);
            assertThat(view.pending(Pending.BROADCASTS, second).orElseThrow()).containsExactly(2);

            writer.completed(Pending.BROADCASTS, first);
            assertThat(view.pending(Pending.BROADCASTS, first)).isEmpty();
            assertThat(all(view.allPending(Pending.BROADCASTS))).hasSize(1);
        });
    }

    private void with(BiConsumer<StoredLedgerView, StateWriter> todo) {
        stores.run(open -> todo.accept(new StoredLedgerView(open, 0, account -> 0), new StateWriter(open)));
    }
}
