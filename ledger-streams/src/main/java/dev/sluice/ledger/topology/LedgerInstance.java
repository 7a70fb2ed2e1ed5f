package dev.sluice.ledger.topology;

/** What the tasks of one instance have in common. */
record LedgerInstance(
        TopologySettings settings, Rules rules, WireFormats formats, LedgerMeters meters, TimeShares shares) {

    static LedgerInstance of(TopologySettings settings, Rules rules, WireFormats formats, LedgerMeters meters) {
        return new LedgerInstance(settings, rules, formats, meters, new TimeShares());
    }
}
