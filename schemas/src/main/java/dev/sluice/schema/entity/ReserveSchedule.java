package dev.sluice.schema.entity;

import java.time.Instant;

/**
 * The date at which reserved value is given back by itself.
 *
 * @param releaseAfter what was asked for
 * @param scheduledRelease when it happens: the beginning of the day (UTC) after that of {@code releaseAfter}
 */
public record ReserveSchedule(Instant releaseAfter, Instant scheduledRelease) {}
