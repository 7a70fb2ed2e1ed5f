package dev.sluice.cli.torture.check;

import dev.sluice.cli.torture.load.Outcomes.Told;
import dev.sluice.verify.Verification;
import dev.sluice.verify.live.LiveLedger;
import dev.sluice.verify.log.LedgerLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result of the checks at the end.
 *
 * @param violations the first of each rule, in words
 * @param count all of them
 */
public record Proof(Checked checked, List<String> violations, long count) {

    private static final int TOLD_MAX = 20;

    /** All was answered before: what is not finished now is missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Proves the books, and compares them with what callers were told.
     *
     * @param told by key, what callers were told
     */
    public static Proof of(LedgerLog log, LiveLedger ledger, Map<String, Told> told) {
        var keys = new JournalKeys();
        var defaults = Verification.Settings.DEFAULT;
        var report = new Verification(
                        new WatchedLog(log, keys::read),
                        new Verification.Settings(
                                defaults.outcomeRetention(), defaults.finishedRetention(), PATIENCE, TOLD_MAX))
                .run(Instant.now(), ledger);
        var violations = new ArrayList<String>();
        report.findings().kept().forEach(violation -> violations.add(violation.toString()));
        var own = new ArrayList<String>();
        keys.compare(told, own::add);
        if (report.onTheWay() > 0) {
            own.add("Expected nothing on its way between partitions any more, but got %d requests"
                    .formatted(report.onTheWay()));
        }
        own.stream().limit(TOLD_MAX).forEach(violations::add);
        return new Proof(
                new Checked(
                        report.entries(),
                        report.accounts(),
                        report.requests(),
                        report.replies(),
                        report.stores().map(stores -> stores.compared()).orElse(0L)),
                violations,
                report.findings().count() + own.size());
    }
}
