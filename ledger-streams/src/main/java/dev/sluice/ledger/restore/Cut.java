package dev.sluice.ledger.restore;

import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a copy that a ledger is made of: of each partition the first so many entries, none of which follows from an
 * entry of another partition that is not there. With what was on its way between partitions at that moment.
 *
 * @param entries of each partition
 * @param leftOut how many entries of the copy lie behind
 * @param newest when the newest entry was booked
 * @param onTheWay the requests that some partition has booked its part of, and not all
 * @param announced the changes of the catalogue that not all partitions have
 */
public record Cut(
        List<Long> entries, long leftOut, Instant newest, Map<EntryId, OnTheWay> onTheWay, List<Announced> announced) {

    public Cut {
        entries = List.copyOf(entries);
        onTheWay = Map.copyOf(onTheWay);
        announced = List.copyOf(announced);
    }

    /** The number of entries. */
    public long size() {
        return entries.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A request on its way.
     *
     * @param began the entry by which it began: the one that set aside, or that moved value to SYSTEM_TRANSIT
     * @param beganOn the partition of that entry
     * @param drawn of a reversal: whether its wallet has given
     * @param booked an entry that took value out of SYSTEM_TRANSIT, of each partition that has one
     */
    public record OnTheWay(JournalEntry began, int beganOn, boolean drawn, Map<Integer, JournalEntry> booked) {

        public OnTheWay {
            booked = Map.copyOf(booked);
        }

        Set<Integer> bookedOn() {
            return booked.keySet();
        }
    }

    /** A change of the catalogue on its way, and the partitions that do not have it. */
    public record Announced(JournalEntry entry, Fact.OfTheCatalogue fact, List<Integer> missing) {}
}
