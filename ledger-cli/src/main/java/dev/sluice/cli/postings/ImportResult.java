package dev.sluice.cli.postings;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The result of an import.
 *
 * @param postings that were answered
 * @param differing answers whose balance is not what the file says
 * @param refused operations
 * @param replayed answers that had been given before
 * @param findings the first of those that differ or were refused, in words
 * @param latency of each call, in microseconds
 */
public record ImportResult(
        long postings,
        long compared,
        long differing,
        long refused,
        long replayed,
        List<String> findings,
        Duration took,
        Histogram latency) {

    public boolean isClean() {
        return differing == 0 && refused == 0;
    }

    public double perSecond() {
        return postings / Math.max(took.toNanos() / 1e9, 1e-9);
    }

    /** In milliseconds. */
    public double percentile(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
}
