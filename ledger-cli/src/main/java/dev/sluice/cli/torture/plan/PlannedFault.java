package dev.sluice.cli.torture.plan;

import java.util.List;
import java.util.Locale;

/**
 * One fault of a plan.
 *
 * @param beginsMs after the start of the load
 * @param targets the names of the processes that it befalls
 * @param clockSeconds how far a clock is set wrong; 0 for faults of other kinds
 */
public record PlannedFault(FaultKind kind, long beginsMs, long lastsMs, List<String> targets, int clockSeconds) {

    public PlannedFault {
        targets = List.copyOf(targets);
    }

    long endsMs() {
        return beginsMs + lastsMs;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%8.1f s  for %4.1f s  %s of %s%s",
                beginsMs / 1e3,
                lastsMs / 1e3,
                kind,
                String.join(", ", targets),
                clockSeconds == 0 ? "" : " by %+d s".formatted(clockSeconds));
    }
}
