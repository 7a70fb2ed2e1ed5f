package dev.sluice.schema.request;

/** Ends a group whose balances are all zero; archiving twice answers the same. */
public record ArchiveGroup() implements OwnerCommand {}
