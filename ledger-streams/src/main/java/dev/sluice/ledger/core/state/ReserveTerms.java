package dev.sluice.ledger.core.state;

import dev.sluice.schema.entity.ReserveSchedule;
import java.time.Duration;
import java.time.Instant;

/**
 * The limits on the time for which value may be reserved.
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
    public ReserveSchedule schedule(Instant from, int days) {
        return schedule(from.plus(day.multipliedBy(days)));
    }

    /** The earliest instant that a release may be set to. */
    public Instant earliest(Instant now) {
        return now.plus(day.multipliedBy(daysMin));
    }

    /**
     * The latest instant that a release may be set to.
     *
     * @param madeAt when the hold or plan was made
     */
    public Instant latest(Instant madeAt) {
        return madeAt.plus(day.multipliedBy(daysMax));
    }
}
