package dev.sluice.schema.request;

/** The participant of the request's account id, with its balances. */
public record GetParticipant() implements Question {}
