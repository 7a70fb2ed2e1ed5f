package dev.sluice.gateway.history;

import dev.sluice.gateway.history.WrittenPast.Line;
import dev.sluice.gateway.history.WrittenPast.Said;
import dev.sluice.schema.value.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A past made at random from a seed: accounts on three partitions, and what is usually done with them. */
final class RandomPast {

    static final List<String> NAMES = List.of("ann", "bob", "cid", "dot", "eve");
    static final List<UUID> ASSETS = List.of(new UUID(2, 1), new UUID(2, 2));
    static final Instant BEGINNING = Instant.parse("2026-01-30T00:00:00Z");

    private final Random random;
    private final WrittenPast past;
    private final Map<Integer, Instant> times = new HashMap<>();

    RandomPast(WrittenPast past, long seed) {
        this.past = past;
        this.random = new Random(seed);
    }

    static UUID account(int index) {
        return AccountId.ofParticipant(NAMES.get(index)).value();
    }

    void catalogue() {
        past.ofPartitions(3);
        past.asset(ASSETS.get(0), "PTS", 2);
        past.asset(ASSETS.get(1), "EUR", 4);
        for (var index = 0; index < NAMES.size(); index++) {
            past.participant(account(index), NAMES.get(index), "The " + NAMES.get(index));
        }
    }

    void goesOn(int entries) {
        for (var i = 0; i < entries; i++) {
            book();
        }
    }

    /** The times of the partitions go apart by days, as where one of them is quiet. Several entries may have the same. */
    private Instant next(int partition) {
        return times.merge(
                partition,
                BEGINNING,
                (before, first) -> before.plusMillis(random.nextInt(3) * (long) random.nextInt(9_000_000)));
    }

    private void book() {
        var index = random.nextInt(NAMES.size());
        var partition = index % 3;
        var account = account(index);
        var asset = ASSETS.get(random.nextInt(2));
        var amount = BigDecimal.valueOf(1 + random.nextInt(9_999), 2).toPlainString();
        var at = next(partition);
        var id = new UUID(random.nextLong(), random.nextLong());
        switch (random.nextInt(6)) {
            case 0, 1 ->
                past.book(
                        partition,
                        at,
                        "CREDIT",
                        id,
                        account,
                        said(),
                        Line.on("SYSTEM_ISSUANCE", asset, "-" + amount),
                        Line.on(account, asset, "AVAILABLE", amount));
            case 2 ->
                past.book(
                        partition,
                        at,
                        "HOLD",
                        id,
                        account,
                        said(),
                        Line.on(account, asset, "AVAILABLE", "-" + amount),
                        Line.on(account, asset, "HELD", amount).of(null, new UUID(7, random.nextInt(5))));
            case 3 ->
                past.book(
                        partition,
                        at,
                        "CAPTURE",
                        id,
                        account,
                        said(),
                        Line.on(account, asset, "HELD", "-" + amount).of(null, new UUID(7, random.nextInt(5))),
                        Line.on("SYSTEM_REDEMPTION", asset, amount));
            case 4 ->
                past.book(
                        partition,
                        at,
                        "FORFEIT",
                        id,
                        account,
                        said(),
                        Line.on(account, asset, "AVAILABLE", "-" + amount).of(new UUID(8, random.nextInt(5)), null),
                        Line.on("SYSTEM_BREAKAGE", asset, amount));
            default -> transfer(index, partition, at, id, asset, amount);
        }
    }

    private void transfer(int index, int partition, Instant at, UUID id, UUID asset, String amount) {
        var said = said();
        var other = (index + 1) % NAMES.size();
        past.book(
                partition,
                at,
                "TRANSFER_SET_ASIDE",
                id,
                account(index),
                said,
                Line.on(account(index), asset, "AVAILABLE", "-" + amount),
                Line.on("SYSTEM_TRANSIT", asset, amount));
        past.book(
                other % 3,
                next(other % 3),
                "TRANSFER",
                id,
                account(index),
                said,
                Line.on("SYSTEM_TRANSIT", asset, "-" + amount),
                Line.on(account(other), asset, "AVAILABLE", amount));
    }

    private Said said() {
        return new Said(
                random.nextBoolean() ? "order-" + random.nextInt(4) : null,
                random.nextInt(3) == 0 ? null : "key-" + random.nextInt(1_000_000),
                List.of("shop", "desk", "").get(random.nextInt(3)).isEmpty() ? null : "shop",
                random.nextBoolean() ? Map.of("shop", "s" + random.nextInt(3), "till", "1") : Map.of(),
                null,
                List.of());
    }
}
