package dev.sluice.ledger.core.entry;

import static dev.sluice.schema.rejection.RejectionCode.LOT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.TOO_MANY_LOTS;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.value.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value that an operation takes, in the order in which it takes it. It stops reading as soon as it has what was asked
 * for, so its cost is that of the parts it takes and not of all there are.
 */
public final class Selection {

    /** The most lots that one operation touches. */
    public static final int LOTS_MAX = 5_000;

    /** The most rows that a filter may pass over before the request has to be narrowed. */
    private static final int ROWS_MAX = 20_000;

    private final Optional<Amount> wanted;
    private final List<Part> parts = new ArrayList<>(2);
    private Amount total;
    private int rows;
    private Optional<Refused> refusal = Optional.empty();

    Selection(int scale, Optional<Amount> wanted) {
        this.wanted = wanted;
        this.total = Amount.zero(scale);
    }

    /** Whether another row is to be read. */
    boolean wantsMore() {
        return refusal.isEmpty() && (wanted.isEmpty() || wanted.get().exceeds(total));
    }

    /** A row was read that does not match. */
    void passes() {
        if (++rows > ROWS_MAX) {
            refuseTooMany("look at more than %d rows".formatted(ROWS_MAX));
        }
    }

    /** Takes a part, or as much of it as is still wanted. */
    void takes(Part part) {
        if (parts.size() == LOTS_MAX) {
            refusal = Optional.of(tooManyLots());
            return;
        }
        var amount = wanted.map(all -> all.minus(total).min(part.amount())).orElse(part.amount());
        parts.add(part.upTo(amount));
        total = total.plus(amount);
    }

    void refuseUnknownLot(String lotId) {
        refusal = Optional.of(Refused.atField(
                LOT_NOT_FOUND, "lot_ids", "Expected a lot of this account and asset, but got %s", lotId));
    }

    private void refuseTooMany(String excess) {
        refusal = Optional.of(tooMany(excess));
    }

    /** The refusal of an operation on more lots than one may touch. */
    static Refused tooManyLots() {
        return tooMany("touch more than %d lots".formatted(LOTS_MAX));
    }

    private static Refused tooMany(String excess) {
        return Refused.because(
                TOO_MANY_LOTS, "Expected an operation on fewer lots, but this one would %s; narrow it", excess);
    }

    /** Why nothing may be taken at all, if so. */
    public Optional<Refused> refusal() {
        return refusal;
    }

    /** The parts that are taken, in order. */
    public List<Part> parts() {
        return parts;
    }

    /** What was found, at most what was wanted. */
    public Amount total() {
        return total;
    }
}
