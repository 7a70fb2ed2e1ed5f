/**
 * The other thing that the ledger is compared with: PostgreSQL, a real server, with the least that can be called a ledger. It has
 * balances, a row for each request and unique keys. It has no lots, no journal with a chain, no replies that are kept, no HTTP, and
 * one machine.
 */
@NullMarked
package dev.sluice.cli.bench.postgres;

import org.jspecify.annotations.NullMarked;
