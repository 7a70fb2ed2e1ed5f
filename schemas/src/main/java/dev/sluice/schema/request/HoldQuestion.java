package dev.sluice.schema.request;

/** A question about the holds of an account. */
public sealed interface HoldQuestion extends Question permits ListHolds, GetHold {}
