package dev.sluice.schema.request;

/** The participant of the request's account id, with its balances. */
@OperationName("get_participant")
public record GetParticipant() implements BalanceQuestion {}
