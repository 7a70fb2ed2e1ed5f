package dev.sluice.ledger.core.model;

import dev.sluice.schema.entity.ReserveSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The limits on the time of a reserve, by the calendar. */
final class NaiveDays {

    private static final int FEWEST = 3;
    private static final int MOST = 180;

    private NaiveDays() {}

    static ReserveSchedule schedule(Instant releaseAfter) {
        return new ReserveSchedule(releaseAfter, nextMidnight(releaseAfter));
    }

    static Instant nextMidnight(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    static Instant after(Instant instant, int days) {
        return instant.plus(Duration.ofDays(days));
    }

    static boolean isTooSoon(Instant releaseAfter, Instant now) {
        return releaseAfter.compareTo(after(now, FEWEST)) < 0;
    }

    static boolean isTooLate(Instant releaseAfter, Instant made) {
        return releaseAfter.compareTo(after(made, MOST)) > 0;
    }

    static boolean isOutOfBounds(Instant releaseAfter, Instant now) {
        return isTooSoon(releaseAfter, now) || isTooLate(releaseAfter, now);
    }

    static boolean isOutOfBounds(int days) {
        return days < FEWEST || days > MOST;
    }
}
