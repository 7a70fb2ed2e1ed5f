package dev.sluice.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a benchmark found, as {@code --json} gives it.
 *
 * @param run what the benchmark's accounts and topics are called after
 */
public record BenchResult(String run, Machine machine, BenchSettings.Effort effort, List<ScenarioResult> scenarios) {

    /** The machine on which it was measured. */
    public record Machine(int processors, String system, String java, String kafka, long heapBytesMax) {}

    /**
     * One scenario.
     *
     * @param timings what takes its time once, as a start does
     * @param recordsPerRequest of each topic, by subject
     */
    public record ScenarioResult(
            Scenario scenario,
            String description,
            List<EntryResult> entries,
            List<Timing> timings,
            Map<String, Map<String, TopicUse>> recordsPerRequest,
            BooksCheck.Result books) {}

    /** The time that something took, in each round. */
    public record Timing(String name, Spread seconds) {}

    /** The records of a topic for each request; bytes are those of keys and values before compression. */
    public record TopicUse(double records, double bytes) {}

    /**
     * One of the things that alternated, over all rounds.
     *
     * @param inFlight how many requests waited at once, at most
     * @param perSecond answers
     * @param ratios how many times the answers of each reference in the same round
     * @param latencyMs of all rounds together
     * @param turnedAway what was refused at once in the measured time, since there was too much; absent where nothing was
     * @param cpuSecondsPerThousand what each process used for 1,000 answers
     */
    public record EntryResult(
            Subject subject,
            String name,
            int inFlight,
            Spread perSecond,
            Map<String, Spread> ratios,
            Latency latencyMs,
            Optional<TurnedAway> turnedAway,
            Map<String, Double> cpuSecondsPerThousand,
            CountsOfAll counts) {}

    /** Requests that were refused at once, and how long that took. */
    public record TurnedAway(long count, Latency latencyMs) {}

    /** Times to the answer, in milliseconds. */
    public record Latency(double p50, double p90, double p99, double p999, double max) {}

    /** The outcomes of the requests of all rounds. */
    public record CountsOfAll(
            long offered, long accepted, long answered, long refused, long dropped, Map<String, Long> refusals) {}

    /** Whether every scenario's books closed. */
    public boolean booksClosed() {
        return scenarios.stream().allMatch(scenario -> scenario.books().closed());
    }
}
