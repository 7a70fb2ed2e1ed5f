package dev.sluice.schema.request;

/** A question about an account: whose it is, what it has, and in which lots. */
public sealed interface BalanceQuestion extends Question permits GetParticipant, GetGroup, GetBalances, ListLots {}
