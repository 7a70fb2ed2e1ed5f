package dev.sluice.history.fold;

import dev.sluice.history.journal.Link;
import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.JsonText;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.journal.Actor;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The fold of a batch of entries of one partition: from the rows before it to the rows that it adds and changes. */
public final class Fold {

    private final int partition;
    private final JsonText json;
    private final TableRows rows = new TableRows();
    private final BalanceFold balances;
    private final LotFold lots;
    private final HoldFold holds;
    private final TotalsFold totals = new TotalsFold();
    private final TransferFold transfers = new TransferFold();
    private final ReserveFold reserves = new ReserveFold();
    private final EntityFold entities;

    private Fold(int partition, Past past, Predicate<AccountId> isHere, JsonText json) {
        this.partition = partition;
        this.json = json;
        this.balances = new BalanceFold(past);
        this.lots = new LotFold(past);
        this.holds = new HoldFold(past);
        this.entities = new EntityFold(isHere);
    }

    /**
     * What the entries make of the past.
     *
     * @param past the rows of all that they name
     * @param isHere whether an account's records are on this partition
     * @throws dev.sluice.history.journal.BrokenJournalException where an entry is of something that was never opened
     */
    public static Changes of(int partition, Past past, List<Link> links, Predicate<AccountId> isHere, JsonText json) {
        var fold = new Fold(partition, past, isHere, json);
        links.forEach(fold::apply);
        return fold.changes();
    }

    private void apply(Link link) {
        var entry = link.entry();
        for (var fact : entry.facts()) {
            switch (fact) {
                case Fact.LotOpened opened -> lots.open(entry, opened);
                case Fact.HoldOpened opened -> holds.open(entry, opened);
                case Fact.HoldCaptured captured -> holds.capture(captured);
                case Fact.ConsumptionReversed reversed -> {
                    // The entry says of what it gives back; how much of it is left to be reversed is the ledger's
                    // matter.
                }
                case Fact.TransferMade made -> transfers.make(entry, made);
                case Fact.TransferRefused refused -> transfers.refuse(entry, refused);
                case Fact.ProgramStored stored -> entities.store(stored.program());
                case Fact.AssetStored stored -> entities.store(stored.asset());
                case Fact.ParticipantStored stored -> {
                    entities.store(stored.participant());
                    balances.owner(stored.participant().id(), AccountKind.PARTICIPANT);
                }
                case Fact.GroupStored stored -> {
                    entities.store(stored.group());
                    balances.owner(stored.group().id(), AccountKind.GROUP);
                }
                case Fact.ReserveHoldStored stored -> reserves.store(entry, stored);
                case Fact.ReserveReleased released -> reserves.release(entry, released);
                case Fact.ReservePlanStored stored -> reserves.store(entry, stored);
            }
        }
        lots.book(entry);
        holds.book(entry);
        transfers.book(entry);
        for (var line = 0; line < entry.postings().size(); line++) {
            var posting = entry.postings().get(line);
            var place = balances.book(link, line, posting, rows);
            totals.add(entry, posting, place, lots.of(posting));
        }
        addEntry(link, entry);
    }

    private void addEntry(Link link, JournalEntry entry) {
        rows.add(
                HistoryTable.ENTRY,
                entry.recordedAt(),
                link.partition(),
                link.sequence(),
                entry.id(),
                entry.type(),
                entry.accountId(),
                entry.programId(),
                entry.assetId(),
                moved(entry),
                entry.postings().size(),
                entry.description(),
                entry.referenceId(),
                json.of(entry.metadata()),
                entry.idempotencyKey(),
                entry.actor().map(Fold::typeOf),
                entry.actor().flatMap(Fold::nameOf),
                entry.reverses(),
                entry.follows(),
                json.ofFacts(entry.facts()),
                link.hash());
    }

    private static Optional<Amount> moved(JournalEntry entry) {
        return entry.postings().stream()
                .filter(posting ->
                        entry.assetId().map(posting.assetId()::equals).orElse(true))
                .map(posting -> posting.amount())
                .filter(Amount::isPositive)
                .reduce(Amount::plus);
    }

    private static String typeOf(Actor actor) {
        return switch (actor) {
            case Actor.ApiKey key -> "api_key";
            case Actor.Producer producer -> "producer";
            case Actor.Ledger ledger -> "ledger";
            case Actor.Unknown unknown -> "unknown";
        };
    }

    private static Optional<String> nameOf(Actor actor) {
        return switch (actor) {
            case Actor.ApiKey key -> Optional.of(key.name());
            case Actor.Producer producer -> Optional.of(producer.name());
            case Actor.Ledger ledger -> Optional.empty();
            case Actor.Unknown unknown -> Optional.empty();
        };
    }

    private Changes changes() {
        balances.addTo(rows, partition);
        lots.addTo(rows, partition);
        holds.addTo(rows, partition, json);
        transfers.addTo(rows, partition, json);
        entities.addTo(rows, partition, json);
        reserves.addTo(rows, partition, json);
        totals.addTo(rows, partition);
        return new Changes(rows, transfers.refusals(json), holds.hasClosedReserve() || reserves.hasPlans());
    }
}
