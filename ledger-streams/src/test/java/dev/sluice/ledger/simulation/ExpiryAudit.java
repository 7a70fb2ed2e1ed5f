package dev.sluice.ledger.simulation;

import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The audit of what a partition's journal says of the times of lots: none expires before it may. */
final class ExpiryAudit {

    private final Map<LotId, Instant> expiries = new HashMap<>();

    void read(JournalEntry entry) {
        for (var fact : entry.facts()) {
            if (fact instanceof Fact.LotOpened lot) {
                expiries.put(lot.lotId(), lot.expiresAt().orElse(Instant.MAX));
            }
        }
        if (entry.type() == EntryType.EXPIRY) {
            for (var posting : entry.postings()) {
                posting.lotId()
                        .ifPresent(lot -> BrokenInvariant.unless(
                                !expiries.get(lot).isAfter(entry.recordedAt()), "No lot expires early", entry));
            }
        }
    }
}
