package dev.sluice.cli.bench;

import dev.sluice.cli.bench.load.LoadReport;

/**
 * One measurement.
 *
 * @param name of the entry
 * @param round 0 for the first
 */
public record Sample(Subject subject, String name, int round, LoadReport report) {

    public double perSecond() {
        return report.measured().perSecond();
    }
}
