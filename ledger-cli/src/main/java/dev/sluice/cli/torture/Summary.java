package dev.sluice.cli.torture;

import dev.sluice.cli.torture.check.Checked;
import dev.sluice.cli.torture.plan.FaultKind;
import dev.sluice.cli.torture.plan.FaultPlan.Size;
import java.util.List;
import java.util.Map;

/** The result of a run. */
public record Summary(Run run, Calls calls, Faults faults, Checked checked, Violations violations) {

    /** The run by which the same faults can be had again. */
    public record Run(long seed, double minutes, Size size) {}

    /**
     * The calls of all callers.
     *
     * @param counts offered, accepted, refused, asked again, unknown and why
     * @param refusals by code
     * @param operations by kind, how often they were asked for
     * @param unanswered that got no answer in the end
     */
    public record Calls(
            Map<String, Long> counts, Map<String, Long> refusals, Map<String, Long> operations, int unanswered) {}

    /**
     * The faults that there were.
     *
     * @param kinds by kind
     * @param notDone kinds that this machine can't bring about, and why
     * @param endedByThemselves processes that ended though nobody had killed them, and were started again
     */
    public record Faults(
            Map<FaultKind, Kind> kinds, Map<FaultKind, String> notDone, Map<String, Long> endedByThemselves) {}

    /**
     * The faults of one kind and what callers felt of them.
     *
     * @param times how often there was one
     * @param longestWaitSeconds of a caller, from its first attempt to its answer, where that came between the beginning of such
     *     a fault and the beginning of the next one. No fault begins while somebody has waited for more than three seconds
     * @param longestWaitOf the key, or the question, that waited so long
     */
    public record Kind(int times, double longestWaitSeconds, String longestWaitOf) {

        Kind and(Kind other) {
            var longer = other.longestWaitSeconds > longestWaitSeconds ? other : this;
            return new Kind(times + other.times, longer.longestWaitSeconds, longer.longestWaitOf);
        }
    }

    /**
     * All that is not as it must be.
     *
     * @param first of them, in words
     */
    public record Violations(long count, List<String> first) {}

    /** Every request was answered, and nothing is wrong. */
    public boolean isGood() {
        return calls.unanswered() == 0 && violations.count() == 0 && checked.entries() > 0;
    }
}
