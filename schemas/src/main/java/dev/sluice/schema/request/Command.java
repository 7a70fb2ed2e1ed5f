package dev.sluice.schema.request;

/** A request that may change something: its outcome is remembered under its idempotency key. */
public sealed interface Command extends Operation
        permits BalanceCommand, WalletCommand, CatalogCommand, OwnerCommand, ReserveCommand {}
