package dev.sluice.ledger.core.catalog;

import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries by which the catalogue changes: on the partition that owns the program or asset, and on each other one. */
public final class CatalogEntries {

    private CatalogEntries() {}

    /** On the owner: the change that a request asked for. */
    static JournalEntry of(LedgerView view, Request request, EntryType type, Fact fact) {
        return entry(view, request.accountId(), type, fact, Optional.of(request.idempotencyKey()));
    }

    /** On another partition: the same change, told by the owner. */
    public static JournalEntry copied(LedgerView view, AccountId entity, Fact.OfTheCatalogue fact) {
        var type = switch (fact) {
            case Fact.ProgramStored program -> EntryType.PROGRAM_STORED;
            case Fact.AssetStored asset -> EntryType.ASSET_STORED;
        };
        return entry(view, entity, type, fact, Optional.empty());
    }

    /** The fact that every partition has to know, if the entry has one. */
    public static Optional<Fact.OfTheCatalogue> catalogFact(JournalEntry entry) {
        return entry.facts().stream()
                .filter(Fact.OfTheCatalogue.class::isInstance)
                .map(Fact.OfTheCatalogue.class::cast)
                .findFirst();
    }

    private static JournalEntry entry(
            LedgerView view, AccountId entity, EntryType type, Fact fact, Optional<IdempotencyKey> key) {
        return new JournalEntry(
                view.nextIds().entry(),
                type,
                entity,
                view.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                key,
                List.of(),
                List.of(fact));
    }
}
