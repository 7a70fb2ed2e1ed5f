package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.store.AccountPlace.Single;
import dev.sluice.ledger.store.LedgerRow.StoreName;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in pages are what they would be without: read, scanned and written as if each were there by itself. */
class AccountPagesTest {

    private static final AccountId ANN = AccountId.ofParticipant("ann");
    private static final List<AccountId> ACCOUNTS =
            List.of(ANN, AccountId.ofParticipant("bob"), AccountId.ofParticipant("cho"));
    private static final List<AssetId> ASSETS = List.of(AssetId.ofSymbol("PTS"), AssetId.ofSymbol("MLS"));
    private static final List<LedgerRow> KINDS = Arrays.stream(LedgerRow.values())
            .filter(row -> row.scope() != LedgerRow.Scope.PARTITION && row != LedgerRow.PAGES)
            .toList();
    private static final Bytes ANNS = StoreKeys.account(ANN);

    private final CountedRows balances = new CountedRows();
    private final CountedRows lots = new CountedRows();
    private AccountPages pages;
    private Map<StoreName, StagedRows> rows;

    AccountPagesTest() {
        open(1 << 20);
    }

    private void open(long bytesMax) {
        pages = new AccountPages(balances.asStore(), lots.asStore(), bytesMax);
        rows = new EnumMap<>(Map.of(
                StoreName.BALANCES, new StagedRows(new StoreRows(StoreName.BALANCES, balances.asStore(), pages)),
                StoreName.LOTS, new StagedRows(new StoreRows(StoreName.LOTS, lots.asStore(), pages))));
    }

    private void write(RowWrite... writes) {
        Arrays.stream(writes).forEach(write -> rows.get(write.row().store()).stage(write));
        var logical = rows.get(StoreName.BALANCES).take();
        logical.addAll(rows.get(StoreName.LOTS).take());
        var physical = new ArrayList<RowWrite>();
        var moves = pages.compose(logical, physical);
        for (var write : physical) {
            var store = write.row().store() == StoreName.BALANCES ? balances : lots;
            store.asStore().put(write.key(), write.value());
        }
        pages.written(moves);
    }

    private static Bytes key(LedgerRow row, AccountId account, AssetId asset, int number) {
        return row.scope() == LedgerRow.Scope.ACCOUNT
                ? KeyBuilder.of(row, account, Integer.BYTES)
                        .bytes(number(number))
                        .key()
                : KeyBuilder.of(row, account, asset, Integer.BYTES)
                        .bytes(number(number))
                        .key();
    }

    private static byte[] number(int number) {
        return new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
    }

    private static byte[] value(int length, int content) {
        var value = new byte[length];
        Arrays.fill(value, (byte) content);
        value[0] = ValueWriter.VERSION;
        return value;
    }

    private static RowWrite lot(int number, int length) {
        return new RowWrite(LedgerRow.LOTS, key(LedgerRow.LOTS, ANN, ASSETS.getFirst(), number), value(length, number));
    }

    private static RowWrite noLot(int number) {
        return new RowWrite(LedgerRow.LOTS, key(LedgerRow.LOTS, ANN, ASSETS.getFirst(), number), null);
    }

    private boolean isPaged() {
        var row = balances.rows().get(StoreKeys.page(ANNS));
        return row != null && new ValueReader(row).oneByte() == AccountPlace.PAGE;
    }

    /** Against rows in a map: whatever is written, deleted, scanned, forgotten and begun anew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void rows_are_what_they_would_be_without_pages(long seed) {
        var random = new Random(seed);
        var model = new EnumMap<StoreName, NavigableMap<Bytes, byte[]>>(StoreName.class);
        Arrays.stream(StoreName.values()).forEach(store -> model.put(store, new TreeMap<>()));
        // So that accounts outgrow their pages and come back to them.
        var shrinks = false;
        for (var step = 0; step < 1_500; step++) {
            if (random.nextInt(150) == 0) {
                shrinks = !shrinks;
            }
            if (random.nextInt(40) == 0) {
                open(random.nextBoolean() ? 0 : 1 << 20);
            }
            var writes = new ArrayList<RowWrite>();
            for (var i = random.nextInt(4); i >= 0; i--) {
                var row = KINDS.get(random.nextInt(KINDS.size()));
                var key = key(row, one(ACCOUNTS, random), one(ASSETS, random), random.nextInt(6));
                var isDeleted = random.nextInt(10) < (shrinks ? 8 : 2);
                var length = random.nextInt(50) == 0 ? 1 + random.nextInt(5_000) : 1 + random.nextInt(60);
                writes.add(new RowWrite(row, key, isDeleted ? null : value(length, step)));
            }
            writes.forEach(write -> {
                var store = model.get(write.row().store());
                if (write.value() == null) {
                    store.remove(write.key());
                } else {
                    store.put(write.key(), write.value());
                }
            });
            write(writes.toArray(RowWrite[]::new));
            var row = KINDS.get(random.nextInt(KINDS.size()));
            assertSame(row, one(ACCOUNTS, random), one(ASSETS, random), random, model.get(row.store()));
        }
        var logical = LogicalRows.of(balances.asStore(), lots.asStore());
        assertThat(logical.balances()).usingRecursiveComparison().isEqualTo(model.get(StoreName.BALANCES));
        assertThat(logical.lots()).usingRecursiveComparison().isEqualTo(model.get(StoreName.LOTS));
    }

    private static <T> T one(List<T> things, Random random) {
        return things.get(random.nextInt(things.size()));
    }

    private void assertSame(
            LedgerRow row, AccountId account, AssetId asset, Random random, NavigableMap<Bytes, byte[]> model) {
        var from = key(row, account, asset, random.nextInt(6));
        var to = row.scope() == LedgerRow.Scope.ACCOUNT
                ? StoreKeys.end(StoreKeys.all(row, account))
                : StoreKeys.end(StoreKeys.all(row, account, asset));
        var staged = rows.get(row.store());
        assertThat(staged.get(from)).isEqualTo(model.get(from));
        assertThat(drained(staged.range(from, to)))
                .isEqualTo(model.subMap(from, true, to, true).keySet().stream().toList());
        assertThat(drained(staged.reverseRange(from, to)))
                .isEqualTo(model.subMap(from, true, to, true).descendingKeySet().stream()
                        .toList());
        staged.discard();
    }

    private static List<Bytes> drained(KeyValueIterator<Bytes, byte[]> scan) {
        var keys = new ArrayList<Bytes>();
        try (scan) {
            scan.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }

    @Test
    void all_that_a_record_writes_to_an_account_is_one_row() {
        write(
                lot(1, 50),
                lot(2, 50),
                new RowWrite(LedgerRow.BALANCES, StoreKeys.balance(ANN, ASSETS.getFirst()), value(90, 1)));

        assertThat(balances.rows()).containsOnlyKeys(StoreKeys.page(ANNS));
        assertThat(lots.rows()).isEmpty();
    }

    @Test
    void what_was_used_lately_is_read_from_memory() {
        write(lot(1, 50), lot(2, 50));
        balances.takeRead();

        assertThat(rows.get(StoreName.LOTS).get(lot(2, 50).key())).isEqualTo(value(50, 2));

        assertThat(balances.takeRead() + lots.takeRead()).isZero();
    }

    @Test
    void an_account_outgrows_its_page_by_a_row_and_the_page_holds_as_many_as_it_may() {
        var most = IntStream.range(0, AccountPage.ROWS_MAX)
                .mapToObj(number -> lot(number, 20))
                .toArray(RowWrite[]::new);
        write(most);
        assertThat(isPaged()).isTrue();

        write(lot(AccountPage.ROWS_MAX, 20));

        assertThat(isPaged()).isFalse();
        assertThat(lots.rows()).hasSize(AccountPage.ROWS_MAX + 1);
    }

    @Test
    void an_account_outgrows_its_page_by_a_byte() {
        var keyLength = lot(1, 1).key().get().length - AccountPage.COMMON_LENGTH;
        write(lot(1, AccountPage.BYTES_MAX - keyLength));
        assertThat(isPaged()).isTrue();

        write(lot(1, AccountPage.BYTES_MAX - keyLength + 1));

        assertThat(isPaged()).isFalse();
        assertThat(lots.rows()).hasSize(1);
    }

    @Test
    void an_account_at_the_limit_does_not_go_to_and_fro() {
        write(IntStream.rangeClosed(0, AccountPage.ROWS_MAX)
                .mapToObj(number -> lot(number, 20))
                .toArray(RowWrite[]::new));

        var written = 0;
        for (var i = 0; i < 10 * Single.PATIENCE_MAX; i++) {
            write(i % 2 == 0 ? noLot(0) : lot(0, 20));
            written += isPaged() ? 1 : 0;
        }

        assertThat(written).isZero();
        assertThat(lots.takeRead() + balances.takeRead())
                .as("looked at seldom, and each time no further than a page is long")
                .isLessThan(20 * 2 * AccountPage.ROWS_MAX);
    }

    @Test
    void an_account_that_has_shrunk_comes_back_to_its_page() {
        write(IntStream.rangeClosed(0, AccountPage.ROWS_MAX)
                .mapToObj(number -> lot(number, 20))
                .toArray(RowWrite[]::new));
        write(IntStream.rangeClosed(3, AccountPage.ROWS_MAX)
                .mapToObj(AccountPagesTest::noLot)
                .toArray(RowWrite[]::new));
        assertThat(isPaged()).isFalse();

        for (var i = 0; i < Single.PATIENCE_MIN; i++) {
            write(lot(1, 20 + i % 3));
        }

        assertThat(isPaged()).isTrue();
        assertThat(lots.rows()).isEmpty();
        assertThat(rows.get(StoreName.LOTS).get(lot(2, 20).key())).isEqualTo(value(20, 2));
    }

    @Test
    void rows_of_the_first_release_move_into_a_page_with_the_first_write_and_not_before() {
        for (var number = 0; number < 3; number++) {
            lots.rows().put(lot(number, 20).key(), value(20, number));
        }
        assertThat(rows.get(StoreName.LOTS).get(lot(2, 20).key())).isEqualTo(value(20, 2));
        assertThat(lots.rows()).hasSize(3);

        write(lot(1, 30));

        assertThat(isPaged()).isTrue();
        assertThat(lots.rows()).isEmpty();
        open(0);
        assertThat(rows.get(StoreName.LOTS).get(lot(2, 20).key())).isEqualTo(value(20, 2));
        assertThat(rows.get(StoreName.LOTS).get(lot(1, 20).key())).isEqualTo(value(30, 1));
    }

    @Test
    void many_rows_of_the_first_release_stay_where_they_are() {
        for (var number = 0; number < 10_000; number++) {
            lots.rows().put(lot(number, 20).key(), value(20, number));
        }
        write(lot(1, 30));

        assertThat(lots.rows()).hasSize(10_000);
        assertThat(lots.takeRead()).isLessThan(2 * AccountPage.ROWS_MAX);
        assertThat(rows.get(StoreName.LOTS).get(lot(1, 20).key())).isEqualTo(value(30, 1));
    }

    @Test
    void a_long_history_of_the_first_release_is_not_walked_through() {
        for (var number = 0; number < 10_000; number++) {
            balances.rows().put(key(LedgerRow.CLOSED_HOLDS, ANN, ASSETS.getFirst(), number), value(20, number));
        }
        write(lot(1, 30));

        assertThat(isPaged()).isTrue();
        assertThat(balances.takeRead()).isLessThan(10);
    }

    @Test
    void memory_is_bounded_in_bytes() {
        var bytesMax = 100_000;
        open(bytesMax);
        for (var number = 0; number < 1_000; number++) {
            var account = AccountId.ofParticipant("account-" + number);
            write(new RowWrite(
                    LedgerRow.LOTS, key(LedgerRow.LOTS, account, ASSETS.getFirst(), 1), value(1_000, number)));
            assertThat(pages.bytes()).isLessThan(bytesMax);
        }
        assertThat(pages.bytes()).isGreaterThan(bytesMax / 2);
    }

    @Test
    void what_is_staged_and_dropped_leaves_the_page_as_it_was() {
        write(lot(1, 20));
        rows.get(StoreName.LOTS).stage(lot(1, 30));
        assertThat(Optional.ofNullable(rows.get(StoreName.LOTS).get(lot(1, 20).key())))
                .hasValueSatisfying(value -> assertThat(value).hasSize(30));

        rows.get(StoreName.LOTS).discard();

        assertThat(rows.get(StoreName.LOTS).get(lot(1, 20).key())).hasSize(20);
    }
}
