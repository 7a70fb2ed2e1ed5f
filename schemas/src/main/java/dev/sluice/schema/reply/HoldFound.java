package dev.sluice.schema.reply;

/** The hold that was asked for. */
public record HoldFound(HoldRow hold) implements Result {}
