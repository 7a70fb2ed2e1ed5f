package dev.sluice.history.fold;

import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.journal.Posting;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sums of postings by day and by what they have in common, from which reports are made. */
final class TotalsFold {

    private record Key(
            LocalDate day,
            AssetId asset,
            Optional<ProgramId> program,
            EntryType type,
            String place,
            Optional<Bucket> bucket,
            Optional<LocalDate> vintageMonth,
            Optional<LocalDate> expiryMonth) {}

    private record Sum(Amount amount, long postings) {

        Sum plus(Sum other) {
            return new Sum(amount.plus(other.amount), postings + other.postings);
        }
    }

    private final Map<Key, Sum> sums = new HashMap<>();

    void add(JournalEntry entry, Posting posting, String place, Optional<LotRow> lot) {
        var key = new Key(
                LocalDate.ofInstant(entry.recordedAt(), ZoneOffset.UTC),
                posting.assetId(),
                entry.programId(),
                entry.type(),
                place,
                posting.bucket(),
                lot.map(of -> month(of.made().createdAt())),
                lot.flatMap(of -> of.made().expiresAt()).map(TotalsFold::month));
        sums.merge(key, new Sum(posting.amount(), 1), Sum::plus);
    }

    private static LocalDate month(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }

    void addTo(TableRows rows, int partition) {
        sums.forEach((key, sum) -> rows.add(
                HistoryTable.DAILY_TOTAL,
                partition,
                key.day(),
                key.asset(),
                key.program(),
                key.type(),
                key.place(),
                key.bucket(),
                key.vintageMonth(),
                key.expiryMonth(),
                sum.amount(),
                sum.postings()));
    }
}
