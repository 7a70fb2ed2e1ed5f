package dev.sluice.ledger.topology;

import dev.sluice.ledger.standstill.OpenWork;
import dev.sluice.ledger.topology.background.TurnTaking;
import dev.sluice.ledger.topology.output.LedgerMeters;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.ledger.topology.output.WireFormats;

/** The parts that the tasks of one instance share. */
record LedgerInstance(TopologySettings settings, Rules rules, WireFormats formats, Shown shown, TurnTaking turnTaking) {

    /**
     * The view of an instance's work, for any thread.
     *
     * @param meters what is counted
     * @param openWork what waits
     */
    record Shown(LedgerMeters meters, OpenWork openWork) {}
}
