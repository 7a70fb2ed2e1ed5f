package dev.sluice.schema.request;

/** What a request wants: a change, or an answer. */
public sealed interface Operation permits Command, Question {}
