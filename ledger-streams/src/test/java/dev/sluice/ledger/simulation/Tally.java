package dev.sluice.ledger.simulation;

import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.store.KindOfRow;
import dev.sluice.ledger.store.LedgerStores;
import dev.sluice.ledger.topology.output.Sinks;
import dev.sluice.schema.exchange.Ballot;
import dev.sluice.schema.exchange.ExchangeMessage.BookingAsked;
import dev.sluice.schema.exchange.ExchangeMessage.VoteAsked;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.topic.Headers;
import dev.sluice.schema.value.ReserveReleaseReason;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The tally of events that runs have met, so that a simulation that has stopped to look at something is found out. */
final class Tally {

    /** An event that a run may meet. */
    enum Met {
        STEP,
        COMMIT,
        CRASH,
        BREAKDOWN,
        MISROUTED_REQUEST,
        REPEATED_REQUEST,
        REUSED_KEY,
        MESSAGE,
        TRANSFER_IN_ONE_ROUND,
        TRANSFER_IN_TWO_ROUNDS,
        JOURNAL_ENTRY,
        REPLY,
        REPLAY,
        CONFLICT,
        ENTRY_OF_A_TURN,
        POSTPONED_RECORD,
        SHARE_OF_A_CREDIT,
        SHARE_OF_A_TRANSFER,
        RESERVE_RELEASED_EARLY,
        RESERVE_EXPIRED,
        RESERVE_OF_A_DISABLED_PLAN,
        RESERVE_REVERSED,
        CLOCK_SET,
        HELD_RECORD,
        STOP
    }

    private final Map<Met, Long> counts = new EnumMap<>(Met.class);
    private final Set<Class<? extends Operation>> completed = new HashSet<>();
    private final Set<EntryType> booked = EnumSet.noneOf(EntryType.class);

    void met(Met what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** What a transaction did. */
    void met(Committed committed) {
        met(Met.COMMIT);
        if (committed.balancesWritten().stream()
                .anyMatch(key -> KindOfRow.name(LedgerStores.BALANCES, key).equals("POSTPONED_RECORDS"))) {
            met(Met.POSTPONED_RECORD);
        }
        for (var sent : committed.sent()) {
            switch (sent.sink()) {
                case Sinks.JOURNAL -> met(Met.JOURNAL_ENTRY);
                case Sinks.EXCHANGE -> metMessage(sent);
                case Sinks.REPLIES -> met(kindOfReply(sent));
                default -> {}
            }
        }
    }

    private void metMessage(SimulatedContext.Sent sent) {
        met(Met.MESSAGE);
        switch (SimulatedCluster.FORMATS.exchange().read(sent.value())) {
            case VoteAsked(var id, var from, Ballot.Receive receive)
            when receive.booking().isPresent() -> met(Met.TRANSFER_IN_ONE_ROUND);
            case BookingAsked asked when asked.entryType() == EntryType.TRANSFER -> met(Met.TRANSFER_IN_TWO_ROUNDS);
            default -> {}
        }
    }

    /** What an entry says of reserves. */
    void met(JournalEntry entry) {
        for (var fact : entry.facts()) {
            if (fact instanceof Fact.ReserveHoldStored && entry.type() == EntryType.CREDIT) {
                met(Met.SHARE_OF_A_CREDIT);
            }
            if (fact instanceof Fact.ReserveHoldStored && entry.type() == EntryType.TRANSFER) {
                met(Met.SHARE_OF_A_TRANSFER);
            }
            if (fact instanceof Fact.ReserveReleased released) {
                met(metBy(released.release().reason()));
            }
        }
    }

    private static Met kindOfReply(SimulatedContext.Sent sent) {
        if (Correspondence.header(sent, Headers.REPLAYED).equals("true")) {
            return Met.REPLAY;
        }
        return Correspondence.header(sent, Headers.STATUS).equals("idempotency_conflict") ? Met.CONFLICT : Met.REPLY;
    }

    private static Met metBy(ReserveReleaseReason reason) {
        return switch (reason) {
            case HOLD_RELEASED_EARLY -> Met.RESERVE_RELEASED_EARLY;
            case BULK_HOLD_EXPIRY -> Met.RESERVE_EXPIRED;
            case PLAN_DISABLED -> Met.RESERVE_OF_A_DISABLED_PLAN;
            case HOLD_REVERSED -> Met.RESERVE_REVERSED;
        };
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
