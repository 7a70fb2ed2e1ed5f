package dev.sluice.ledger.core.state;

import dev.sluice.schema.journal.Fact.ConsumptionReversed;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A debit or capture that can be reversed: what it took from its account, and how much of that was given back.
 *
 * @param captured whether it went to SYSTEM_REDEMPTION, rather than back to where the asset is issued from
 * @param at when it was taken
 * @param parts in the order of taking, each lot once
 */
public record ReversibleDebit(
        EntryId entry,
        AccountId account,
        AssetId asset,
        ProgramId program,
        boolean captured,
        Instant at,
        List<Part> parts) {

    public ReversibleDebit {
        parts = List.copyOf(parts);
    }

    /**
     * The part of it that was taken of one lot.
     *
     * @param lot absent of a SIMPLE asset, and of what an overdraft took beyond the lots there were
     * @param reversed what was given back of it, or is about to be: never more than was taken
     */
    public record Part(Optional<LotId> lot, Amount taken, Amount reversed) {

        Amount reversible() {
            return taken.minus(reversed);
        }

        private Part reversed(Amount change) {
            var sum = reversed.plus(change);
            if (sum.isNegative() || sum.exceeds(taken)) {
                throw Invariant.broken("Nothing to all that was taken is given back, but got %s of %s", sum, this);
            }
            return new Part(lot, taken, sum);
        }
    }

    /** The amount that can still be given back. */
    public Amount reversible() {
        return parts.stream().map(Part::reversible).reduce(Amount::plus).orElse(Amount.ZERO);
    }

    /** What giving back so much gives back: the last that was taken first, since that was the last to be missed. */
    public List<ConsumptionReversed.Part> lastTaken(Amount most) {
        var last = new ArrayList<ConsumptionReversed.Part>();
        var left = most;
        for (var part : parts.reversed()) {
            var amount = part.reversible().min(left);
            if (amount.isPositive()) {
                last.add(new ConsumptionReversed.Part(part.lot(), amount));
                left = left.minus(amount);
            }
        }
        return last;
    }

    /** What it is after a fact about it, which may take back what another one said. */
    public ReversibleDebit after(List<ConsumptionReversed.Part> given) {
        Map<Optional<LotId>, Amount> changes = new HashMap<>();
        given.forEach(part -> changes.merge(part.lotId(), part.amount(), Amount::plus));
        var after = new ArrayList<Part>(parts.size());
        for (var part : parts) {
            var change = changes.remove(part.lot());
            after.add(change == null ? part : part.reversed(change));
        }
        if (!changes.isEmpty()) {
            throw Invariant.broken("Only what was taken is given back, but got %s of %s", changes, entry);
        }
        return new ReversibleDebit(entry, account, asset, program, captured, at, after);
    }
}
