package dev.sluice.ledger.core.entry;

import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.NOTHING_TO_PROCESS;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.Bucket;
import java.util.Locale;
import java.util.Optional;

/** The checks that several operations make of what they found, in their order and with their words. */
public final class Checks {

    private Checks() {}

    /** An unknown lot comes before the limit, and the limit before too many lots. */
    public static Optional<Refused> lotsThenLimit(OperationScope scope, Selection selection) {
        var refusal = selection.refusal();
        if (refusal.isPresent() && refusal.get().rejection().code() == RejectionCode.LOT_NOT_FOUND) {
            return refusal;
        }
        return scope.aboveLimit().or(() -> refusal);
    }

    /** The refusal of two selections of which one is too many, or both together are. */
    public static Optional<Refused> lots(Selection first, Selection second) {
        return first.refusal()
                .or(second::refusal)
                .or(() -> first.parts().size() + second.parts().size() > Selection.LOTS_MAX
                        ? Optional.of(Selection.tooManyLots())
                        : Optional.empty());
    }

    /** The refusal where all that matches is nothing. */
    public static Refused nothing(String verb) {
        return Refused.because(NOTHING_TO_PROCESS, "Expected something to %s, but nothing matches", verb);
    }

    /**
     * The refusal of more than there is.
     *
     * @param narrowed whether a filter was given: then it is told what that found, else what the bucket has
     */
    public static Refused insufficient(
            OperationScope scope, Bucket bucket, boolean narrowed, Amount wanted, Amount found) {
        return Refused.atField(
                INSUFFICIENT_BALANCE,
                "amount",
                "Expected at least %s %s, but there is %s",
                wanted,
                narrowed ? "that matches in " + bucket : bucket.name().toLowerCase(Locale.ROOT),
                narrowed ? found : scope.balance().in(bucket));
    }
}
