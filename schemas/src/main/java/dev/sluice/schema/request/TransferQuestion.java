package dev.sluice.schema.request;

/** A question about the transfers of an account. */
public sealed interface TransferQuestion extends Question permits GetTransfer {}
