package dev.sluice.gateway.stripe;

import dev.sluice.schema.entity.ReserveSchedule;
import io.swagger.v3.oas.annotations.media.Schema;

/** The dates at which reserved value is given back by itself. */
@Schema(description = "When what is reserved is given back by itself")
public record ScheduleObject(
        @Schema(description = "The time that was asked for, in Unix seconds", example = "1798761600")
        long releaseAfter,

        @Schema(
                description = "When it happens: 00:00 UTC of the day after release_after, in Unix seconds",
                example = "1798848000")
        long scheduledRelease) {

    static ScheduleObject of(ReserveSchedule schedule) {
        return new ScheduleObject(Written.time(schedule.releaseAfter()), Written.time(schedule.scheduledRelease()));
    }
}
