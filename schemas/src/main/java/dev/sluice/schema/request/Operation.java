package dev.sluice.schema.request;

/** The operation that a request asks for: a command, which changes something, or a question, which is answered. */
public sealed interface Operation permits Command, Question {}
