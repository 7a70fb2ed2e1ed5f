package dev.sluice.schema.reply;

/** The reserve release that was asked for, made or changed, as it stands now. */
public record ReserveReleaseFound(ReserveReleaseRow release) implements Result {}
