package dev.sluice.history.fold;

import dev.sluice.history.journal.BrokenJournalException;
import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.JsonText;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.TransferStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fold of transfers: what the source's partition tells of them, and what recipients here have received. */
final class TransferFold {

    private record Made(JournalEntry entry, Fact.TransferMade fact) {}

    private record Booked(Amount amount, Instant at) {}

    private final Map<EntryId, Made> made = new LinkedHashMap<>();
    private final Map<EntryId, Fact.TransferRefused> refused = new LinkedHashMap<>();
    private final Map<EntryId, Booked> booked = new LinkedHashMap<>();

    void make(JournalEntry entry, Fact.TransferMade fact) {
        made.put(entry.id(), new Made(entry, fact));
    }

    void refuse(JournalEntry entry, Fact.TransferRefused fact) {
        refused.put(entry.id(), fact);
    }

    /** What accounts receive by an entry of a transfer, whose source may be elsewhere. */
    void book(JournalEntry entry) {
        if (entry.type() != EntryType.TRANSFER) {
            return;
        }
        var received = entry.postings().stream()
                .filter(posting -> posting.accountId().isPresent()
                        && !posting.accountId().get().equals(entry.accountId()))
                .map(posting -> posting.amount())
                .reduce(Amount.ZERO, Amount::plus);
        booked.merge(
                entry.id(),
                new Booked(received, entry.recordedAt()),
                (before, more) -> new Booked(before.amount().plus(more.amount()), more.at()));
    }

    /** The refusals of transfers that an earlier batch has made; those of this batch are in its rows. */
    Map<EntryId, String> refusals(JsonText json) {
        var texts = new LinkedHashMap<EntryId, String>();
        refused.forEach((id, fact) -> {
            if (!made.containsKey(id)) {
                texts.put(id, json.of(fact.rejection()));
            }
        });
        return texts;
    }

    void addTo(TableRows rows, int partition, JsonText json) {
        made.forEach((id, one) -> addMade(rows, partition, json, one));
        booked.forEach((id, one) -> rows.add(HistoryTable.TRANSFER_BOOKING, id, partition, one.amount(), one.at()));
    }

    private void addMade(TableRows rows, int partition, JsonText json, Made one) {
        var entry = one.entry();
        var refusal = Optional.ofNullable(refused.get(entry.id()));
        var told = entry.type() == EntryType.TRANSFER ? TransferStatus.POSTED : TransferStatus.PENDING;
        rows.add(
                HistoryTable.TRANSFER,
                entry.id(),
                entry.accountId(),
                entry.programId().orElseThrow(() -> broken(entry, "a program")),
                entry.assetId().orElseThrow(() -> broken(entry, "an asset")),
                partition,
                entry.description().orElseThrow(() -> broken(entry, "a description")),
                entry.referenceId(),
                one.fact().totalAmount(),
                refusal.isPresent() ? TransferStatus.REFUSED : told,
                json.of(one.fact().legs()),
                refusal.map(fact -> json.of(fact.rejection())),
                json.of(entry.metadata()),
                entry.recordedAt());
    }

    private static BrokenJournalException broken(JournalEntry entry, String what) {
        return new BrokenJournalException("Expected transfer %s to have %s, but got none".formatted(entry.id(), what));
    }
}
