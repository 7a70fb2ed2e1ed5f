package dev.sluice.schema.reply;

/** The reserve hold that was asked for, made or changed, as it stands now. */
public record ReserveHoldFound(ReserveHoldRow hold) implements Result {}
