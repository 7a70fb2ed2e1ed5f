package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows that the first release has written, in which reserves stand among the others, are read, gone on with, and put in order. */
class FirstReleaseReservesTest {

    private static final String ROWS = "/rows-of-the-first-release/reserves.txt";
    private static final List<LedgerRow> MIXED = List.of(LedgerRow.OPEN_HOLDS, LedgerRow.HELD_SLICES);
    private static final Set<String> HOLDS =
            Set.of(LedgerRow.OPEN_HOLDS.name(), LedgerRow.OPEN_RESERVE_HOLDS.name(), LedgerRow.CLOSED_HOLDS.name());
    private static final List<LedgerRow> APART = List.of(LedgerRow.OPEN_RESERVE_HOLDS, LedgerRow.RESERVED_SLICES);

    private final CountedLedger fresh = new CountedLedger();
    private final CountedLedger old = firstRelease();

    FirstReleaseReservesTest() {
        EventfulReserves.beginning(fresh);
    }

    @Test
    void the_rows_are_those_of_a_ledger_that_knew_nothing_of_reserves_apart() {
        assertThat(count(old, MIXED)).isGreaterThan(count(fresh, MIXED));
        assertThat(count(old, APART)).isZero();
        assertThat(count(old, MIXED)).isEqualTo(count(fresh, MIXED) + count(fresh, APART));
    }

    /** So many are moved between any two steps; 0 leaves all to the steps themselves. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 1_000})
    void what_was_begun_goes_on_as_if_it_had_always_been_apart(int movedAtOnce) {
        var made = EventfulReserves.reserveHolds(fresh);
        var stepsOfFresh = EventfulReserves.continuation(fresh, made);
        var stepsOfOld = EventfulReserves.continuation(old, made);
        var ofThePast = fresh.journal().stream().map(JournalEntry::id).collect(Collectors.toSet());
        var move = new ReservesApart(old.stores(), old.view(), old.writer());
        for (var step = 0; step < stepsOfFresh.size(); step++) {
            move.move(movedAtOnce);
            old.write();
            assertThat(answers(old)).as("before step " + step).isEqualTo(answers(fresh));
            stepsOfFresh.get(step).run();
            stepsOfOld.get(step).run();
            assertThat(old.journal().getLast())
                    .as("step " + step)
                    .isEqualTo(namingNone(ofThePast, fresh.journal().getLast()));
        }
        assertThat(answers(old)).isEqualTo(answers(fresh));
        move.move(1_000);
        old.write();
        assertThat(rows(old)).isEqualTo(rows(fresh));
    }

    /** A hold of the first release doesn't say which entry opened it. */
    private static JournalEntry namingNone(Set<EntryId> unknown, JournalEntry entry) {
        var known = entry.follows().stream().filter(id -> !unknown.contains(id)).toList();
        return entry.belongingTo(entry.reverses(), known);
    }

    @Test
    void all_is_moved_a_part_at_a_time_and_begun_again_after_a_stop() {
        var reserved = count(fresh, List.of(LedgerRow.OPEN_RESERVE_HOLDS));

        var moves = 0;
        var move = new ReservesApart(old.stores(), old.view(), old.writer());
        while (!move.isDone()) {
            move.move(1);
            old.write();
            moves++;
            if (moves % 3 == 0) {
                old.reopen();
                move = new ReservesApart(old.stores(), old.view(), old.writer());
                move.move(moves);
                old.write();
            }
        }

        assertThat(moves).as("several stops").isGreaterThan(3);
        assertThat(count(old, List.of(LedgerRow.OPEN_RESERVE_HOLDS))).isEqualTo(reserved);
        assertThat(rows(old)).isEqualTo(rows(fresh));
    }

    @Test
    void a_store_that_was_looked_through_is_not_looked_through_again() {
        new ReservesApart(old.stores(), old.view(), old.writer()).move(1_000);
        old.write();
        old.reopen();
        var again = new ReservesApart(old.stores(), old.view(), old.writer());
        old.takeRead();

        assertThat(again.isDone()).isTrue();
        assertThat(again.move(1_000)).isZero();
        assertThat(old.takeRead()).isZero();
    }

    @Test
    void a_new_store_is_in_order_at_once() {
        var empty = new CountedLedger();

        var move = new ReservesApart(empty.stores(), empty.view(), empty.writer());

        assertThat(move.move(1_000)).isZero();
        assertThat(move.isDone()).isTrue();
    }

    private static CountedLedger firstRelease() {
        var ledger = new CountedLedger();
        var hex = HexFormat.of();
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FirstReleaseReservesTest.class.getResourceAsStream(ROWS)),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.split(" "))
                    .forEach(row -> (row[0].equals("lots") ? ledger.lots : ledger.balances)
                            .rows()
                            .put(Bytes.wrap(hex.parseHex(row[1])), hex.parseHex(row[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger.reopen();
        return ledger;
    }

    private static int count(CountedLedger ledger, Collection<LedgerRow> kinds) {
        var names = kinds.stream().map(LedgerRow::name).toList();
        return (int) Stream.concat(
                        ledger.rows().balances().keySet().stream()
                                .map(key -> KindOfRow.name(LedgerStores.BALANCES, key)),
                        ledger.rows().lots().keySet().stream().map(key -> KindOfRow.name(LedgerStores.LOTS, key)))
                .filter(names::contains)
                .count();
    }

    /** All that anybody can ask of the merchant. */
    private static List<Result> answers(CountedLedger ledger) {
        var results = new ArrayList<Result>();
        results.add(answer(ledger, new GetBalances(Optional.empty())));
        results.add(answer(ledger, holds(Optional.empty())));
        for (var asset : EventfulReserves.ASSETS) {
            results.add(answer(ledger, holds(Optional.of(asset))));
            results.add(answer(
                    ledger,
                    new ListLots(
                            asset,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())));
        }
        return results;
    }

    private static ListHolds holds(Optional<AssetId> asset) {
        return new ListHolds(asset, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Result answer(CountedLedger ledger, Operation question) {
        return ((Answered) ledger.ask(EventfulReserves.MERCHANT, question)).result();
    }

    /**
     * All rows but the note that they are in order; balances and holds as they are read, since one that nobody has touched has its
     * old bytes, and holds but for the entry that opened them.
     */
    private static Map<String, Object> rows(CountedLedger ledger) {
        var hex = HexFormat.of();
        var rows = new TreeMap<String, Object>();
        ledger.rows()
                .lots()
                .forEach((key, value) -> rows.put("lots " + hex.formatHex(key.get()), hex.formatHex(value)));
        ledger.rows().balances().forEach((key, value) -> {
            var kind = KindOfRow.name(LedgerStores.BALANCES, key);
            if (!kind.equals(LedgerRow.LAYOUT.name())) {
                rows.put(
                        kind + " " + hex.formatHex(key.get()),
                        kind.equals(LedgerRow.BALANCES.name())
                                ? balance(key, value)
                                : isHold(kind, key) ? hold(value) : hex.formatHex(value));
            }
        });
        return rows;
    }

    private static boolean isHold(String kind, Bytes key) {
        return HOLDS.contains(kind) || (kind.equals(LedgerRow.ENDED.name()) && kindOf(key) == EndedKind.HOLD.code());
    }

    private static byte kindOf(Bytes endedKey) {
        var reader = new KeyReader(LedgerRow.ENDED, endedKey);
        reader.instant();
        return reader.kind();
    }

    private static StoredHold hold(byte[] value) {
        var anyKey = new HoldState.Key(
                EventfulReserves.MERCHANT,
                EventfulReserves.ASSETS.getFirst(),
                FirstReleaseThings.HOLD.key().id());
        var stored = StoredHold.decode(anyKey, value);
        return new StoredHold(stored.state().openedBy(Optional.empty()), stored.slices());
    }

    private static Balance balance(Bytes key, byte[] value) {
        return BalanceCodec.decode(StoreKeys.balance(StoreKeys.accountOf(key), key), value);
    }
}
