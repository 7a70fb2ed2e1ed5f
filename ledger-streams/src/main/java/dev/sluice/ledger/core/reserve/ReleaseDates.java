package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;

import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.ReserveTerms;
import java.time.Instant;
import java.util.Optional;

/** The checks of when a release is asked for, against the ledger's terms. */
final class ReleaseDates {

    private ReleaseDates() {}

    /**
     * The refusal of a date that is too near or too far.
     *
     * @param madeAt what the upper bound is measured from
     */
    static Optional<Refused> refusal(ReserveTerms terms, Instant releaseAfter, Instant now, Instant madeAt) {
        var first = terms.earliest(now);
        var last = terms.latest(madeAt);
        return releaseAfter.isBefore(first) || releaseAfter.isAfter(last)
                ? Optional.of(Refused.atField(
                        INVALID_TIME,
                        "release_after",
                        "Expected a time from %s (%d days from now) to %s (%d days from when it was made), but got %s",
                        first,
                        terms.daysMin(),
                        last,
                        terms.daysMax(),
                        releaseAfter))
                : Optional.empty();
    }

    /** The refusal of a date that is too near, whatever it is of. */
    static Optional<Refused> tooNear(ReserveTerms terms, Instant releaseAfter, Instant now) {
        return releaseAfter.isBefore(terms.earliest(now))
                ? Optional.of(Refused.atField(
                        INVALID_TIME,
                        "release_after",
                        "Expected a time from %s (%d days from now) on, but got %s",
                        terms.earliest(now),
                        terms.daysMin(),
                        releaseAfter))
                : Optional.empty();
    }

    /** The refusal of too few or too many days. */
    static Optional<Refused> refusal(ReserveTerms terms, int days) {
        return days < terms.daysMin() || days > terms.daysMax()
                ? Optional.of(Refused.atField(
                        INVALID_FIELD,
                        "days_after_charge",
                        "Expected %d to %d days, but got %d",
                        terms.daysMin(),
                        terms.daysMax(),
                        days))
                : Optional.empty();
    }
}
