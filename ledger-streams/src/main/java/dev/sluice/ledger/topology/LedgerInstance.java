package dev.sluice.ledger.topology;

/** What the tasks of one instance have in common. */
record LedgerInstance(
        TopologySettings settings, Rules rules, WireFormats formats, LedgerMeters meters, TurnTaking turnTaking) {}
