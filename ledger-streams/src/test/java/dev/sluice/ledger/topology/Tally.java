package dev.sluice.ledger.topology;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.request.Operation;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
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
    private final Set<EntryType> booked = EnumSet.noneOf(EntryType.class);

    void met(Met what) {
        counts.merge(what, 1L, Long::sum);
    }

    void completed(Collection<Class<? extends Operation>> types) {
        completed.addAll(types);
    }

    void booked(Set<EntryType> types) {
        booked.addAll(types);
    }

    synchronized void add(Tally run) {
        run.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
        completed.addAll(run.completed);
        booked.addAll(run.booked);
    }

    Map<Met, Long> counts() {
        return counts;
    }

    /** The types of entries that were booked at least once. */
    Set<EntryType> booked() {
        return booked;
    }

    /** The types of requests that were completed at least once. */
    Set<Class<? extends Operation>> completed() {
        return completed;
    }
}
