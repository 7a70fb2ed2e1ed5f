package dev.sluice.endtoend;

import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spendable value of an account and asset in a generated ledger: its lots, the oldest first, or one sum without lots. */
final class GeneratedPurse {

    private static final int LOTS_AT_ONCE = 3;

    private final Map<Optional<Lot>, Long> left = new LinkedHashMap<>();
    private long lots;

    /** A lot, whatever is left of it. */
    record Lot(LotId id, Instant vintage, Optional<Instant> expiresAt) {}

    /** Some of a lot, or of what has none. */
    record Part(Optional<Lot> lot, long cents) {

        Optional<LotId> lotId() {
            return lot.map(Lot::id);
        }
    }

    /** Adds value, and tells the place of the lot among all that there have been. */
    long add(Optional<Lot> lot, long cents) {
        left.merge(lot, cents, Long::sum);
        return ++lots;
    }

    void giveBack(Part part) {
        left.merge(part.lot(), part.cents(), Long::sum);
    }

    /** So much of it as the first few lots have. */
    long first(long wanted) {
        var found = left.values().stream()
                .limit(LOTS_AT_ONCE)
                .mapToLong(Long::longValue)
                .sum();
        return Math.min(found, wanted);
    }

    List<Part> take(long cents) {
        var parts = new ArrayList<Part>();
        var missing = cents;
        for (var rows = left.entrySet().iterator(); missing > 0; ) {
            var row = rows.next();
            var taken = Math.min(missing, row.getValue());
            parts.add(new Part(row.getKey(), taken));
            missing -= taken;
            if (taken == row.getValue()) {
                rows.remove();
            } else {
                row.setValue(row.getValue() - taken);
            }
        }
        return parts;
    }

    /** Takes all that is left of a lot. */
    long removeAll(Lot lot) {
        return Optional.ofNullable(left.remove(Optional.of(lot))).orElse(0L);
    }
}
