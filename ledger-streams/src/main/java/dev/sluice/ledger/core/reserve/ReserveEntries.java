package dev.sluice.ledger.core.reserve;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries that say something of reserves and move no value. */
final class ReserveEntries {

    private ReserveEntries() {}

    static JournalEntry saying(LedgerView view, Request request, List<Fact> facts) {
        return new JournalEntry(
                view.nextIds().entry(),
                EntryType.RESERVE_STORED,
                request.accountId(),
                view.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(request.idempotencyKey()),
                List.of(),
                facts);
    }
}
