package dev.sluice.ledger.topology;

import dev.sluice.ledger.topology.background.TurnTaking;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.WireFormats;

/** The parts that the tasks of one instance share. */
record LedgerInstance(
        TopologySettings settings, Rules rules, WireFormats formats, LedgerMeters meters, TurnTaking turnTaking) {}
