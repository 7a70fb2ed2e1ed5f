package dev.sluice.cli.torture;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.cli.torture.plan.FaultKind;
import java.util.List;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param counts of calls: offered, accepted, refused, asked again, unknown and why
 * @param refusals by code
 * @param operations by kind, how often they were asked for
 * @param faults by kind
 * @param notDone kinds of fault that this machine can't bring about, and why
 * @param endedByThemselves processes that ended though nobody had killed them, and were started again
 * @param unanswered calls that got no answer in the end
 * @param violations the first of them, in words
 */
public record Summary(
        long seed,
        @JsonProperty("minutes") double minutes,
        Map<String, Integer> processes,
        Map<String, Long> counts,
        Map<String, Long> refusals,
        Map<String, Long> operations,
        Map<FaultKind, Kind> faults,
        Map<FaultKind, String> notDone,
        Map<String, Long> endedByThemselves,
        Checked checked,
        int unanswered,
        long violationsCount,
        List<String> violations) {

    /**
     * The faults of one kind and what callers felt of them.
     *
     * @param times how often there was one
     * @param longestWaitSeconds of a caller, from its first attempt to its answer, where that came between the beginning of such
     *     a fault and the beginning of the next one. No fault begins while somebody has waited for more than a second
     * @param longestWaitOf the key, or the question, that waited so long
     */
    public record Kind(int times, double longestWaitSeconds, String longestWaitOf) {

        Kind and(Kind other) {
            var longer = other.longestWaitSeconds > longestWaitSeconds ? other : this;
            return new Kind(times + other.times, longer.longestWaitSeconds, longer.longestWaitOf);
        }
    }

    /** The numbers of what was read and compared at the end; zeros where the run did not come so far. */
    public record Checked(long entries, long accounts, long requests, long replies, long liveAnswers) {}

    /** Every request was answered, and nothing is wrong. */
    public boolean isGood() {
        return unanswered == 0 && violationsCount == 0 && checked.entries > 0;
    }
}
