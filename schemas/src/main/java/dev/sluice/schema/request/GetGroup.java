package dev.sluice.schema.request;

/** The group of the request's account id, with its members and balances. */
public record GetGroup() implements Question {}
