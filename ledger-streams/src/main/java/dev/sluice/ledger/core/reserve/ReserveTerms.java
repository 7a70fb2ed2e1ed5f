package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;

import dev.sluice.ledger.core.Decision.Refused;
import dev.sluice.schema.entity.ReserveSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long value may be reserved.
 *
 * @param day what releases happen at the beginnings of, counted from 1970 on; 24 hours, and shorter only where somebody tries
 *     things out
 * @param daysMin the fewest days ahead that a release may be
 * @param daysMax the most
 */
public record ReserveTerms(Duration day, int daysMin, int daysMax) {

    public static final ReserveTerms DEFAULT = new ReserveTerms(Duration.ofDays(1), 3, 180);

    public ReserveTerms {
        if (day.toMillis() < 1 || daysMin < 0 || daysMax < daysMin) {
            throw new IllegalArgumentException(
                    "Expected a day above zero and 0 <= days min <= days max, but got day=%s min=%d max=%d"
                            .formatted(day, daysMin, daysMax));
        }
    }

    /** Released at the beginning of the day after; what is asked for exactly at midnight waits the whole next day. */
    public ReserveSchedule schedule(Instant releaseAfter) {
        var dayMs = day.toMillis();
        var next = (Math.floorDiv(releaseAfter.toEpochMilli(), dayMs) + 1) * dayMs;
        return new ReserveSchedule(releaseAfter, Instant.ofEpochMilli(next));
    }

    /** So many days after an instant. */
    ReserveSchedule schedule(Instant from, int days) {
        return schedule(from.plus(day.multipliedBy(days)));
    }

    /**
     * The refusal of a date that is too near or too far.
     *
     * @param madeAt what the upper bound is measured from
     */
    Optional<Refused> refusal(Instant releaseAfter, Instant now, Instant madeAt) {
        var first = first(now);
        var last = madeAt.plus(day.multipliedBy(daysMax));
        return releaseAfter.isBefore(first) || releaseAfter.isAfter(last)
                ? Optional.of(Refused.atField(
                        INVALID_FIELD,
                        "release_after",
                        "Expected a time from %s (%d days from now) to %s (%d days from when it was made), but got %s",
                        first,
                        daysMin,
                        last,
                        daysMax,
                        releaseAfter))
                : Optional.empty();
    }

    private Instant first(Instant now) {
        return now.plus(day.multipliedBy(daysMin));
    }

    /** The refusal of a date that is too near, whatever it is of. */
    Optional<Refused> tooNear(Instant releaseAfter, Instant now) {
        return releaseAfter.isBefore(first(now))
                ? Optional.of(Refused.atField(
                        INVALID_FIELD,
                        "release_after",
                        "Expected a time from %s (%d days from now) on, but got %s",
                        first(now),
                        daysMin,
                        releaseAfter))
                : Optional.empty();
    }

    /** The refusal of too few or too many days. */
    Optional<Refused> refusal(int days) {
        return days < daysMin || days > daysMax
                ? Optional.of(Refused.atField(
                        INVALID_FIELD,
                        "days_after_charge",
                        "Expected %d to %d days, but got %d",
                        daysMin,
                        daysMax,
                        days))
                : Optional.empty();
    }
}
