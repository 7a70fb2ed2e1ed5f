package dev.sluice.ledger.core.entry;

import dev.sluice.ledger.core.state.Slice;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some value at one place that an operation takes: part of a slice of a LOT asset, part of a hold of a SIMPLE one, or
 * simply part of AVAILABLE.
 *
 * @param expiresAt when the lot expires
 */
public record Part(
        Bucket bucket, Optional<LotId> lot, Optional<HoldId> hold, Amount amount, Optional<Instant> expiresAt) {

    /** A part of a slice. */
    public static Part of(Slice slice, Amount amount) {
        return new Part(
                slice.key().bucket(), Optional.of(slice.lot()), slice.key().hold(), amount, slice.expiresAt());
    }

    /** What an entry has just made spendable. */
    public static Part spendable(Optional<LotId> lot, Amount amount, Optional<Instant> expiresAt) {
        return new Part(Bucket.AVAILABLE, lot, Optional.empty(), amount, expiresAt);
    }

    /** As much of it as this. */
    public Part upTo(Amount most) {
        return new Part(bucket, lot, hold, amount.min(most), expiresAt);
    }

    /** What is left of it without so much. */
    public Part without(Amount taken) {
        return new Part(bucket, lot, hold, amount.minus(taken), expiresAt);
    }

    /** Whether the value is spendable no more at this instant. */
    public boolean isExpiredAt(Instant instant) {
        return expiresAt.isPresent() && !expiresAt.get().isAfter(instant);
    }

    /** The first of the parts, so much of them. */
    public static List<Part> upTo(Amount amount, List<Part> parts) {
        var taken = new ArrayList<Part>(parts.size());
        var left = amount;
        for (var part : parts) {
            if (!left.isPositive()) {
                break;
            }
            var piece = part.upTo(left);
            taken.add(piece);
            left = left.minus(piece.amount());
        }
        return taken;
    }
}
