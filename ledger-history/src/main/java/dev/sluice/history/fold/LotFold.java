package dev.sluice.history.fold;

import dev.sluice.history.journal.BrokenJournalException;
import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fold of lots. */
final class LotFold {

    private final Past past;
    private final Map<LotId, LotRow> lots = new HashMap<>();

    LotFold(Past past) {
        this.past = past;
    }

    void open(JournalEntry entry, Fact.LotOpened opened) {
        lots.put(opened.lotId(), LotRow.opened(entry, opened));
    }

    /** The lot that a posting is of, if it is one of this partition: value on its way may name one of another. */
    Optional<LotRow> of(Posting posting) {
        return posting.lotId().map(id -> lots.getOrDefault(id, past.lots().get(id)));
    }

    /** Books what an entry does to lots, and ends those of which nothing is left. */
    void book(JournalEntry entry) {
        var touched = new LinkedHashSet<LotId>();
        for (var posting : entry.postings()) {
            if (posting.accountId().isPresent() && posting.lotId().isPresent()) {
                var id = posting.lotId().get();
                var bucket = posting.bucket()
                        .orElseThrow(() -> new BrokenJournalException(
                                "Expected a posting on lot %s to name a bucket, but got none".formatted(id)));
                lots.put(id, lot(id).plus(bucket, posting.amount()));
                touched.add(id);
            }
        }
        var expired = expiredIn(entry);
        for (var id : touched) {
            var lot = lot(id);
            if (!lot.left().isNothing()) {
                lots.put(id, lot.reopened());
            } else if (lot.finishedAt().isEmpty() || expired.contains(id)) {
                // One that was finished may have come back in this entry, only to expire.
                lots.put(id, lot.finished(entry.recordedAt(), expired.contains(id)));
            }
        }
    }

    private LotRow lot(LotId id) {
        var known = lots.getOrDefault(id, past.lots().get(id));
        if (known == null) {
            throw new BrokenJournalException("Expected lot %s to be opened before it is posted on".formatted(id));
        }
        return known;
    }

    /** The lots of which units went to breakage because of time, and not because somebody forfeited them. */
    private static Set<LotId> expiredIn(JournalEntry entry) {
        var expired = new LinkedHashSet<LotId>();
        if (entry.type() != EntryType.FORFEIT) {
            for (var posting : entry.postings()) {
                if (posting.systemAccount().equals(Optional.of(SystemAccount.SYSTEM_BREAKAGE))) {
                    posting.lotId().ifPresent(expired::add);
                }
            }
        }
        return expired;
    }

    void addTo(TableRows rows, int partition) {
        for (var lot : lots.values()) {
            var made = lot.made();
            rows.add(
                    HistoryTable.LOT,
                    made.id(),
                    made.account(),
                    made.asset(),
                    made.program(),
                    partition,
                    made.sequence(),
                    made.amount(),
                    lot.left().available(),
                    lot.left().held(),
                    lot.left().deferred(),
                    made.createdAt(),
                    made.expiresAt(),
                    made.maturesAt(),
                    made.referenceId(),
                    made.origin(),
                    made.entry(),
                    made.openedAt(),
                    lot.finishedAt(),
                    lot.expired());
        }
    }
}
