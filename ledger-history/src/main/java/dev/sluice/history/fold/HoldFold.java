package dev.sluice.history.fold;

import dev.sluice.history.journal.BrokenJournalException;
import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.JsonText;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** The fold of holds. */
final class HoldFold {

    private final Past past;
    private final Map<HoldId, HoldRow> holds = new HashMap<>();
    private boolean hasClosedReserve;

    HoldFold(Past past) {
        this.past = past;
    }

    void open(JournalEntry entry, Fact.HoldOpened opened) {
        holds.put(opened.holdId(), HoldRow.opened(entry, opened));
    }

    /** How many of the units that the postings of the same entry take out were captured. */
    void capture(Fact.HoldCaptured captured) {
        holds.put(captured.holdId(), hold(captured.holdId()).captured(captured.amount()));
    }

    /** Books what an entry does to holds, and closes those in which nothing remains. */
    void book(JournalEntry entry) {
        var touched = new LinkedHashSet<HoldId>();
        for (var posting : entry.postings()) {
            if (posting.accountId().isPresent() && posting.holdId().isPresent()) {
                var id = posting.holdId().get();
                holds.put(id, hold(id).booked(posting.amount(), entry.type()));
                touched.add(id);
            }
        }
        for (var id : touched) {
            var hold = hold(id);
            if (hold.units().remaining().isZero() && hold.closedAt().isEmpty()) {
                holds.put(id, hold.closed(entry.recordedAt()));
                hasClosedReserve |= hold.made().origin() == HoldOrigin.RESERVE;
            }
        }
    }

    /** Whether a plan may be at its end by what was closed. */
    boolean hasClosedReserve() {
        return hasClosedReserve;
    }

    private HoldRow hold(HoldId id) {
        var known = holds.getOrDefault(id, past.holds().get(id));
        if (known == null) {
            throw new BrokenJournalException("Expected hold %s to be opened before it is posted on".formatted(id));
        }
        return known;
    }

    void addTo(TableRows rows, int partition, JsonText json) {
        for (var hold : holds.values()) {
            var made = hold.made();
            rows.add(
                    HistoryTable.HOLD,
                    made.id(),
                    made.account(),
                    made.asset(),
                    made.program(),
                    partition,
                    made.amount(),
                    hold.units().remaining(),
                    hold.units().captured(),
                    hold.units().released(),
                    hold.units().forfeited(),
                    made.origin(),
                    hold.status(),
                    made.referenceId(),
                    made.createdAt(),
                    made.expiresAt(),
                    hold.closedAt(),
                    json.of(made.metadata()),
                    made.entry());
        }
    }
}
