package dev.sluice.schema.reply;

/** The reserve plan that was asked for, made or changed, as it stands now. */
public record ReservePlanFound(ReservePlanRow plan) implements Result {}
