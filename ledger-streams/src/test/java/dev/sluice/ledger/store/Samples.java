package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Rows with anything in them that a row can have, from a seed that is printed. */
final class Samples {

    private static final List<String> TEXTS =
            List.of("a", "ab", "a\0", "a\0b", "b", "ä", "\uD83D\uDE00", "order-4711", "x".repeat(255));

    private final Random random;

    private Samples(long seed) {
        this.random = new Random(seed);
    }

    /** Tells the seed, so that a failure can be had again: give it to {@link #of}. */
    static Samples fresh() {
        var seed = new Random().nextLong();
        System.out.println("Samples.of(" + seed + "L)");
        return of(seed);
    }

    static Samples of(long seed) {
        return new Samples(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> values) {
        return values.get(below(values.size()));
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    /** Half of them differ in their last byte or sign bits only, where an order goes wrong first. */
    UUID uuid() {
        return random.nextBoolean()
                ? new UUID(random.nextLong(), random.nextLong())
                : new UUID(random.nextInt(2) * Long.MIN_VALUE, random.nextInt(4) * (Long.MIN_VALUE / 2));
    }

    AccountId account() {
        return new AccountId(uuid());
    }

    AssetId asset() {
        return new AssetId(uuid());
    }

    HoldId hold() {
        return new HoldId(uuid());
    }

    /** From the year 0 on, often around 1970, where the sign changes. */
    Instant instant() {
        return switch (below(3)) {
            case 0 -> Instant.ofEpochMilli(below(5) - 2);
            case 1 -> Instant.parse("0000-01-01T00:00:00Z").plusMillis(below(1_000));
            default -> Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 253_000_000_000_000L));
        };
    }

    LotPosition position() {
        return below(10) == 0
                ? LotPosition.FIRST
                : new LotPosition(instant(), below(2) == 0 ? below(3) : random.nextLong(Long.MAX_VALUE));
    }

    String text() {
        return oneOf(TEXTS);
    }

    /** Up to 38 digits with up to 18 decimals, and of either sign. */
    Amount amount() {
        var digits = new BigInteger(1 + below(126), random);
        return new Amount(new BigDecimal(random.nextBoolean() ? digits : digits.negate(), below(19)));
    }

    Slice.Key sliceKey(AccountId account, AssetId asset) {
        var bucket = oneOf(List.of(Bucket.values()));
        return new Slice.Key(
                account, asset, bucket, position(), bucket == Bucket.HELD ? Optional.of(hold()) : Optional.empty());
    }

    Slice slice() {
        return new Slice(
                sliceKey(account(), asset()), new LotId(uuid()), amount(), maybe(this::instant), maybe(this::text));
    }

    Lot lot() {
        return new Lot(
                account(),
                asset(),
                new LotId(uuid()),
                position(),
                amount(),
                amount(),
                maybe(this::instant),
                maybe(this::instant),
                maybe(this::text),
                oneOf(List.of(LotOrigin.values())),
                maybe(() -> new Lot.Finish(instant(), random.nextBoolean())));
    }

    HoldState holdState() {
        return new HoldState(
                new HoldState.Key(account(), asset(), hold()),
                new ProgramId(uuid()),
                amount(),
                amount(),
                amount(),
                amount(),
                amount(),
                oneOf(List.of(HoldOrigin.values())),
                maybe(this::text),
                instant(),
                maybe(this::instant),
                random.nextBoolean() ? Map.of() : Map.of(text() + 1, text(), text() + 2, text()),
                maybe(this::instant),
                maybe(() -> new EntryId(uuid())));
    }

    ReversibleDebit reversibleDebit() {
        var parts = IntStream.rangeClosed(0, below(3))
                .mapToObj(i -> new ReversibleDebit.Part(maybe(() -> new LotId(uuid())), amount(), amount()))
                .toList();
        return new ReversibleDebit(
                new EntryId(uuid()), account(), asset(), new ProgramId(uuid()), random.nextBoolean(), instant(), parts);
    }

    Balance balance() {
        var key = new Balance.Key(account(), asset());
        return new Balance(
                key,
                amount(),
                amount(),
                amount(),
                amount(),
                random.nextLong(Long.MAX_VALUE),
                new FirstRows(
                        maybe(this::position),
                        maybe(this::position),
                        maybe(this::hold),
                        maybe(this::position),
                        maybe(this::hold),
                        maybe(() -> due(key))));
    }

    private DueItem due(Balance.Key balance) {
        return new DueItem(
                balance.account(), balance.asset(), instant(), oneOf(List.of(DueItem.Kind.values())), uuid());
    }
}
