package dev.sluice.verify.books;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The value that an account has of one asset: the sums of its postings, its lots, and its open holds. */
public final class Pot {

    final boolean hasLots;
    BigDecimal available = BigDecimal.ZERO;
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal deferred = BigDecimal.ZERO;
    BigDecimal debt = BigDecimal.ZERO;
    /** How much of AVAILABLE is in lots: all of it but the debt. */
    BigDecimal availableInLots = BigDecimal.ZERO;

    BigDecimal underHolds = BigDecimal.ZERO;
    long lastSequence = -1;
    private Map<UUID, Lot> lots = Map.of();
    private Map<UUID, Hold> holds = Map.of();

    Pot(boolean hasLots) {
        this.hasLots = hasLots;
    }

    void add(Posting posting) {
        switch (posting.side()) {
            case AVAILABLE -> available = available.add(posting.amount());
            case HELD -> held = held.add(posting.amount());
            case DEFERRED -> deferred = deferred.add(posting.amount());
            default -> throw new IllegalArgumentException("Expected a bucket, but got " + posting);
        }
    }

    Map<UUID, Lot> lots() {
        return lots;
    }

    Map<UUID, Hold> holds() {
        return holds;
    }

    void open(Lot lot) {
        if (lots.isEmpty()) {
            lots = new HashMap<>(4);
        }
        lots.put(lot.id, lot);
    }

    void forget(Lot lot) {
        lots.remove(lot.id);
        if (lots.isEmpty()) {
            lots = Map.of();
        }
    }

    void open(UUID id, Hold hold) {
        if (holds.isEmpty()) {
            holds = new HashMap<>(4);
        }
        holds.put(id, hold);
    }

    void end(UUID hold) {
        holds.remove(hold);
        if (holds.isEmpty()) {
            holds = Map.of();
        }
    }

    BigDecimal total() {
        return available.add(held).add(deferred);
    }

    /** The three buckets, as they are told to callers. */
    public Buckets buckets() {
        return new Buckets(available, held, deferred);
    }

    /** The slices of its lots, as the ledger lists them: by lot, state and hold. */
    public Map<Slice.Key, Slice> slices() {
        var slices = new HashMap<Slice.Key, Slice>();
        for (var lot : lots.values()) {
            add(slices, lot, "AVAILABLE", Optional.empty(), lot.available);
            add(slices, lot, "DEFERRED", Optional.empty(), lot.deferred);
            lot.held().forEach((hold, remaining) -> add(slices, lot, "HELD", Optional.of(hold), remaining));
        }
        return slices;
    }

    private static void add(
            Map<Slice.Key, Slice> slices, Lot lot, String status, Optional<UUID> hold, BigDecimal remaining) {
        if (remaining.signum() != 0) {
            slices.put(
                    new Slice.Key(lot.id, status, hold),
                    Slice.of(remaining, lot.amount, lot.createdAt, lot.expiresAt, lot.maturesAt, lot.reference));
        }
    }

    public boolean hasLots() {
        return hasLots;
    }
}
