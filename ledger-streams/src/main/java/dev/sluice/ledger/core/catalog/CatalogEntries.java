package dev.sluice.ledger.core.catalog;

import dev.sluice.ledger.core.LedgerView;
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
    public static JournalEntry copied(LedgerView view, AccountId entity, Fact fact) {
        var type = switch (fact) {
            case Fact.ProgramStored program -> EntryType.PROGRAM_STORED;
            case Fact.AssetStored asset -> EntryType.ASSET_STORED;
            case Fact.LotOpened lot -> throw notOfTheCatalogue(lot);
            case Fact.HoldOpened hold -> throw notOfTheCatalogue(hold);
            case Fact.HoldCaptured captured -> throw notOfTheCatalogue(captured);
            case Fact.TransferMade transfer -> throw notOfTheCatalogue(transfer);
            case Fact.TransferRefused transfer -> throw notOfTheCatalogue(transfer);
            case Fact.ParticipantStored participant -> throw notOfTheCatalogue(participant);
            case Fact.GroupStored group -> throw notOfTheCatalogue(group);
        };
        return entry(view, entity, type, fact, Optional.empty());
    }

    /** The fact that every partition has to know, if the entry has one. */
    public static Optional<Fact> catalogFact(JournalEntry entry) {
        return switch (entry.type()) {
            case PROGRAM_STORED, ASSET_STORED -> entry.facts().stream().findFirst();
            case CREDIT,
                    DEBIT,
                    HOLD,
                    RELEASE,
                    FORFEIT,
                    CAPTURE,
                    VOID_HOLD,
                    EXPIRY,
                    MATURITY,
                    HOLD_EXPIRY,
                    TRANSFER,
                    TRANSFER_SET_ASIDE,
                    TRANSFER_RESTORED,
                    FUND,
                    BURN,
                    OWNER_STORED -> Optional.empty();
        };
    }

    private static IllegalArgumentException notOfTheCatalogue(Fact fact) {
        return new IllegalArgumentException("Expected a program or an asset, but got " + fact);
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
