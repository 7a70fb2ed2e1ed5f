package dev.sluice.schema.request;

/** The group of the request's account id, with its members and balances. */
@OperationName("get_group")
public record GetGroup() implements BalanceQuestion {}
