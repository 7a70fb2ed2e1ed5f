package dev.sluice.history.fold;

import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.Optional;

/** A lot, and what is left of it. */
public record LotRow(Made made, Left left, Optional<Instant> finishedAt, boolean expired) {

    /** The part that never changes. */
    public record Made(
            LotId id,
            AccountId account,
            AssetId asset,
            Optional<ProgramId> program,
            long sequence,
            Amount amount,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> maturesAt,
            Optional<String> referenceId,
            LotOrigin origin,
            EntryId entry,
            Instant openedAt) {}

    /** The remainder in each bucket. */
    public record Left(Amount available, Amount held, Amount deferred) {

        Left plus(Bucket bucket, Amount amount) {
            return switch (bucket) {
                case AVAILABLE -> new Left(available.plus(amount), held, deferred);
                case HELD -> new Left(available, held.plus(amount), deferred);
                case DEFERRED -> new Left(available, held, deferred.plus(amount));
            };
        }

        boolean isNothing() {
            return available.isZero() && held.isZero() && deferred.isZero();
        }
    }

    /** With nothing in it: the postings of the same entry fill it. */
    static LotRow opened(JournalEntry entry, Fact.LotOpened opened) {
        var zero = opened.amount().minus(opened.amount());
        var made = new Made(
                opened.lotId(),
                opened.accountId().orElse(entry.accountId()),
                opened.assetId(),
                entry.programId(),
                opened.sequence(),
                opened.amount(),
                opened.createdAt(),
                opened.expiresAt(),
                opened.maturesAt(),
                opened.referenceId(),
                opened.origin(),
                entry.id(),
                entry.recordedAt());
        return new LotRow(made, new Left(zero, zero, zero), Optional.empty(), false);
    }

    LotRow plus(Bucket bucket, Amount amount) {
        return new LotRow(made, left.plus(bucket, amount), finishedAt, expired);
    }

    LotRow finished(Instant at, boolean byExpiry) {
        return new LotRow(made, left, Optional.of(at), byExpiry);
    }

    LotRow reopened() {
        return new LotRow(made, left, Optional.empty(), false);
    }
}
