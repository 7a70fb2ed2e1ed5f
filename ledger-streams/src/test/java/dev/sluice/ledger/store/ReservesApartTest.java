package dev.sluice.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.ProgramId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The independence of plain operations from reserves: however much these hold, plain operations find what is theirs, and read
 * no more than that.
 */
class ReservesApartTest {

    private static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));
    private static final AssetId UNITS = AssetId.ofSymbol("UNIT");
    private static final AccountId MERCHANT = AccountId.ofParticipant("merchant");
    private static final int MANY = 25_000;
    /** So many that the merchant has outgrown its page. */
    private static final int FEW = 60;

    /** Takes seconds to make, so it is made once and copied. */
    private static final Map<InventoryMode, CountedLedger> MADE = new EnumMap<>(InventoryMode.class);

    @AfterAll
    static void forget_what_was_made() {
        MADE.clear();
    }

    /** A plain operation that names neither hold nor reference. */
    enum Plain {
        RELEASE_ALL {
            @Override
            Operation operation() {
                return release(Optional.empty());
            }
        },
        RELEASE_SOME {
            @Override
            Operation operation() {
                return release(amount("2"));
            }
        },
        FORFEIT_ALL {
            @Override
            Operation operation() {
                return forfeit(Optional.empty());
            }
        },
        FORFEIT_SOME {
            @Override
            Operation operation() {
                return forfeit(amount("2"));
            }
        },
        DEBIT {
            @Override
            Operation operation() {
                return debit();
            }
        };

        abstract Operation operation();
    }

    @ParameterizedTest
    @CsvSource({
        "LOT, RELEASE_ALL", "LOT, RELEASE_SOME", "LOT, FORFEIT_ALL", "LOT, FORFEIT_SOME", "LOT, DEBIT",
        "SIMPLE, RELEASE_ALL", "SIMPLE, RELEASE_SOME", "SIMPLE, FORFEIT_ALL", "SIMPLE, FORFEIT_SOME", "SIMPLE, DEBIT"
    })
    void a_plain_operation_takes_what_is_free_and_reads_no_more_for_all_that_is_reserved(
            InventoryMode mode, Plain plain) {
        var readBesideFew = read(merchantWith(mode, FEW), plain);
        var merchant = merchantWithMany(mode);
        var readBesideMany = read(merchant, plain);

        assertThat(readBesideMany).isLessThanOrEqualTo(readBesideFew).isLessThan(30);
        var balance = merchant.view().balance(MERCHANT, UNITS).orElseThrow();
        assertThat(balance.held().minus(Amount.parse(String.valueOf(MANY))))
                .hasToString(plain.name().endsWith("ALL") ? "0" : "1");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_free_where_all_is_reserved(InventoryMode mode) {
        var merchant = merchantWithMany(mode);
        read(merchant, Plain.RELEASE_ALL);

        var again = merchant.ask(MERCHANT, Plain.RELEASE_ALL.operation());

        assertThat(((Refused) again).rejection().code()).isEqualTo(RejectionCode.NOTHING_TO_PROCESS);
        assertThat(merchant.takeRead()).isLessThan(20);
        assertThat(((Refused) merchant.ask(MERCHANT, Plain.FORFEIT_SOME.operation()))
                        .rejection()
                        .code())
                .isEqualTo(RejectionCode.INSUFFICIENT_BALANCE);
    }

    @ParameterizedTest
    @EnumSource
    void many_that_the_first_release_had_among_the_others_are_in_the_way_until_they_are_moved(InventoryMode mode) {
        var merchant = merchantWithMany(mode);
        var readApart = read(merchant.fork(), Plain.RELEASE_SOME);
        mix(merchant);
        assertThat(((Refused) merchant.ask(MERCHANT, Plain.RELEASE_SOME.operation()))
                        .rejection()
                        .code())
                .isEqualTo(RejectionCode.TOO_MANY_LOTS);

        var move = new ReservesApart(merchant.stores(), merchant.view(), merchant.writer());
        while (!move.isDone()) {
            move.move(1_000);
            merchant.write();
        }

        assertThat(read(merchant, Plain.RELEASE_SOME)).isLessThanOrEqualTo(readApart);
    }

    /** Puts the rows of reserves where the first release had them. */
    private static void mix(CountedLedger ledger) {
        move(ledger.balances, LedgerRow.OPEN_RESERVE_HOLDS, LedgerRow.OPEN_HOLDS);
        move(ledger.lots, LedgerRow.RESERVED_SLICES, LedgerRow.HELD_SLICES);
        var balance = ledger.view().balance(MERCHANT, UNITS).orElseThrow();
        var first = balance.first();
        var mixed = balance.withFirst(new FirstRows(
                first.available(),
                first.reserved(),
                first.reserveHold(),
                Optional.empty(),
                Optional.empty(),
                first.due()));
        ledger.balances.rows().put(StoreKeys.balance(MERCHANT, UNITS), BalanceCodec.encode(mixed));
        ledger.reopen();
    }

    private static void move(CountedRows rows, LedgerRow from, LedgerRow to) {
        var moved = new ArrayList<Map.Entry<Bytes, byte[]>>();
        rows.rows().entrySet().removeIf(row -> {
            var isOfKind = isOf(from, row.getKey().get());
            if (isOfKind) {
                moved.add(Map.entry(row.getKey(), row.getValue()));
            }
            return isOfKind;
        });
        for (var row : moved) {
            var key = row.getKey().get().clone();
            key[KeyBuilder.headLength(to) - 1] = to.prefix();
            rows.rows().put(Bytes.wrap(key), row.getValue());
        }
    }

    private static boolean isOf(LedgerRow row, byte[] key) {
        var store = row.store() == LedgerRow.StoreName.LOTS ? LedgerStores.LOTS : LedgerStores.BALANCES;
        return KindOfRow.name(store, Bytes.wrap(key)).equals(row.name());
    }

    /** How many rows the operation read, which must be done. */
    private static int read(CountedLedger ledger, Plain plain) {
        ledger.reopen();
        ledger.takeRead();
        assertThat(ledger.ask(MERCHANT, plain.operation())).as(plain.name()).isInstanceOf(Accepted.class);
        return ledger.takeRead();
    }

    private static CountedLedger merchantWithMany(InventoryMode mode) {
        return MADE.computeIfAbsent(mode, unmade -> merchantWith(unmade, MANY)).fork();
    }

    /** So many reserve holds of one unit each, and after them a plain hold of three. */
    private static CountedLedger merchantWith(InventoryMode mode, int reserveHolds) {
        var ledger = new CountedLedger();
        done(ledger.ask(SHOP.account(), new CreateProgram("Shop", Optional.empty())));
        done(ledger.ask(
                UNITS.account(),
                new CreateAsset(SHOP, "Unit", "UNIT", mode, IssuancePolicy.UNLIMITED, 0, Optional.empty())));
        done(ledger.ask(
                MERCHANT, new PutParticipant("merchant", Optional.empty(), Optional.empty(), Optional.empty())));
        for (var lot = 0; lot < 10; lot++) {
            done(ledger.ask(MERCHANT, credit(String.valueOf(MANY / 10 + 10))));
        }
        for (var hold = 0; hold < reserveHolds; hold++) {
            done(ledger.ask(
                    MERCHANT,
                    new CreateReserveHold(
                            UNITS, 1L, CountedLedger.START.plus(Duration.ofDays(30)), Optional.empty(), Map.of())));
        }
        done(ledger.ask(MERCHANT, hold("3")));
        return ledger;
    }

    private static void done(Decision decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
    }

    private static Optional<Amount> amount(String text) {
        return Optional.of(Amount.parse(text));
    }

    private static Credit credit(String amount) {
        return new Credit(
                SHOP,
                UNITS,
                "Sold",
                Amount.parse(amount),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Hold hold(String amount) {
        return new Hold(
                SHOP,
                UNITS,
                "Hold",
                amount(amount),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Release release(Optional<Amount> amount) {
        return new Release(
                SHOP,
                UNITS,
                "Release",
                amount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Forfeit forfeit(Optional<Amount> amount) {
        return new Forfeit(
                SHOP,
                UNITS,
                "Forfeit",
                amount,
                Bucket.HELD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Debit debit() {
        return new Debit(
                SHOP,
                UNITS,
                "Debit",
                Amount.parse("2"),
                Optional.of(Bucket.HELD),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
