package dev.sluice.ledger.topology;

import dev.sluice.schema.request.Operation;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What runs have met, so that a simulation that has stopped to look at something is found out. */
final class Tally {

    /** What a run may meet. */
    enum Met {
        STEP,
        COMMIT,
        CRASH,
        BREAKDOWN,
        MISROUTED_REQUEST,
        REPEATED_REQUEST,
        REUSED_KEY,
        MESSAGE,
        JOURNAL_ENTRY,
        REPLY,
        REPLAY,
        CONFLICT,
        ENTRY_OF_A_TURN,
        POSTPONED_RECORD,
        STOP
    }

    private final Map<Met, Long> counts = new EnumMap<>(Met.class);
    private final Set<Class<? extends Operation>> completed = new HashSet<>();

    void met(Met what) {
        counts.merge(what, 1L, Long::sum);
    }

    void completed(Collection<Class<? extends Operation>> types) {
        completed.addAll(types);
    }

    synchronized void add(Tally run) {
        run.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
        completed.addAll(run.completed);
    }

    Map<Met, Long> counts() {
        return counts;
    }

    /** The types of requests that were completed at least once. */
    Set<Class<? extends Operation>> completed() {
        return completed;
    }
}
