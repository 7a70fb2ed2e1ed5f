package dev.sluice.ledger.topology;

/** What all parts of a task use: which partition it is, how things leave it, and what they look like. */
record Wiring(Partitioning partitioning, Outbox outbox, WireFormats formats, LedgerMeters meters) {}
