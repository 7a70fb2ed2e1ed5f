package dev.sluice.schema.request;

/** Ends a group whose balances are all zero; archiving twice answers the same. */
@OperationName("archive_group")
public record ArchiveGroup() implements OwnerCommand {}
