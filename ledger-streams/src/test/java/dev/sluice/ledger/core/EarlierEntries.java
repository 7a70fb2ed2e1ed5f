package dev.sluice.ledger.core;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The earlier entries that each entry of one partition's journal must name, told by its postings and facts alone. */
public final class EarlierEntries {

    private static final EntryId NOTHING = new EntryId(new UUID(0, 0));

    private final Map<HoldId, EntryId> openedBy = new HashMap<>();
    /** What was set aside, and of which entry, if it is a reversal. */
    private final Map<EntryId, Optional<EntryId>> setAside = new HashMap<>();

    /**
     * Reads the next entry.
     *
     * @return what is wrong with what it says; empty where nothing is
     */
    public Optional<String> fault(JournalEntry entry) {
        for (var fact : entry.facts()) {
            if (fact instanceof Fact.HoldOpened opened) {
                openedBy.put(opened.holdId(), entry.id());
            }
        }
        var fault = differs("follows", expectedFollows(entry), new HashSet<>(entry.follows()))
                .or(() -> entry.follows().size() > new HashSet<>(entry.follows()).size()
                        ? Optional.of("Each earlier entry is named once")
                        : Optional.empty())
                .or(() -> differs("reverses", expectedReverses(entry), entry.reverses()));
        if (entry.type() == EntryType.TRANSFER_SET_ASIDE || entry.type() == EntryType.REVERSAL_SET_ASIDE) {
            setAside.put(entry.id(), reversedByFact(entry));
        }
        return fault;
    }

    private Set<EntryId> expectedFollows(JournalEntry entry) {
        var expected = new LinkedHashSet<EntryId>();
        if (entry.type() == EntryType.TRANSFER_RESTORED || entry.type() == EntryType.REVERSAL_RESTORED) {
            expected.add(setAside.containsKey(entry.id()) ? entry.id() : NOTHING);
        }
        for (var posting : entry.postings()) {
            if (posting.amount().isNegative()) {
                posting.holdId().map(openedBy::get).ifPresent(expected::add);
            }
        }
        return expected;
    }

    /** Either its own fact says so, or that of the entry that set it aside; a wallet's part of another partition's says nothing. */
    private Optional<EntryId> expectedReverses(JournalEntry entry) {
        return entry.type() == EntryType.REVERSAL
                ? reversedByFact(entry).or(() -> setAside.getOrDefault(entry.id(), Optional.empty()))
                : reversedByFact(entry);
    }

    private static Optional<EntryId> reversedByFact(JournalEntry entry) {
        return entry.facts().stream()
                .filter(Fact.ConsumptionReversed.class::isInstance)
                .map(fact -> ((Fact.ConsumptionReversed) fact).journalEntryId())
                .findFirst();
    }

    private static Optional<String> differs(String what, Object expected, Object actual) {
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("By the journal it %s %s, but it says %s".formatted(what, expected, actual));
    }
}
