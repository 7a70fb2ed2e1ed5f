package dev.sluice.verify.books;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A lot and its slices. One of which nothing is left may come back: a reversal and a refused transfer give back the very lots, so
 * it is kept for as long as the ledger keeps it.
 */
public final class Lot {

    final UUID id;
    final BigDecimal amount;
    final long createdAt;
    final Optional<Long> expiresAt;
    final Optional<Long> maturesAt;
    final Optional<String> reference;
    BigDecimal available = BigDecimal.ZERO;
    BigDecimal deferred = BigDecimal.ZERO;
    private Map<UUID, BigDecimal> held = Map.of();

    Lot(
            UUID id,
            BigDecimal amount,
            long createdAt,
            Optional<Long> expiresAt,
            Optional<Long> maturesAt,
            Optional<String> reference) {
        this.id = id;
        this.amount = amount;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        this.maturesAt = maturesAt;
        this.reference = reference;
    }

    void add(Posting posting) {
        switch (posting.side()) {
            case AVAILABLE -> available = available.add(posting.amount());
            case DEFERRED -> deferred = deferred.add(posting.amount());
            default -> addHeld(posting.hold().orElseThrow(), posting.amount());
        }
    }

    private void addHeld(UUID hold, BigDecimal amount) {
        if (held.isEmpty()) {
            held = new HashMap<>(2);
        }
        var after = held.merge(hold, amount, BigDecimal::add);
        if (after.signum() == 0) {
            held.remove(hold);
            if (held.isEmpty()) {
                held = Map.of();
            }
        }
    }

    Map<UUID, BigDecimal> held() {
        return held;
    }

    BigDecimal inHold(UUID hold) {
        return held.getOrDefault(hold, BigDecimal.ZERO);
    }

    BigDecimal remaining() {
        var sum = available.add(deferred);
        for (var slice : held.values()) {
            sum = sum.add(slice);
        }
        return sum;
    }

    boolean isOver() {
        return available.signum() == 0 && deferred.signum() == 0 && held.isEmpty();
    }

    boolean isExpired(long at) {
        return expiresAt.isPresent() && expiresAt.get() <= at;
    }
}
