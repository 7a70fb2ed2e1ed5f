package dev.sluice.history.fold;

import dev.sluice.history.journal.BrokenJournalException;
import dev.sluice.schema.journal.EntryType;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.ProgramId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A hold, and what became of its units. */
public record HoldRow(Made made, Units units, Optional<Instant> closedAt) {

    /** The part that never changes. */
    public record Made(
            HoldId id,
            AccountId account,
            AssetId asset,
            ProgramId program,
            Amount amount,
            HoldOrigin origin,
            Optional<String> referenceId,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Map<String, String> metadata,
            EntryId entry) {}

    /** Its units, by what became of them: together they are its amount. */
    public record Units(Amount remaining, Amount captured, Amount released, Amount forfeited) {}

    /** With nothing in it: the postings of the same entry fill it. */
    static HoldRow opened(JournalEntry entry, Fact.HoldOpened opened) {
        var zero = opened.amount().minus(opened.amount());
        var made = new Made(
                opened.holdId(),
                opened.accountId().orElse(entry.accountId()),
                opened.assetId(),
                opened.programId(),
                opened.amount(),
                opened.origin(),
                opened.referenceId(),
                entry.recordedAt(),
                opened.expiresAt(),
                opened.metadata(),
                entry.id());
        return new HoldRow(made, new Units(zero, zero, zero, zero), Optional.empty());
    }

    /** Units that leave are counted by what the entry does with them: of a capture as released, but for those it tells of. */
    HoldRow booked(Amount posted, EntryType by) {
        var left = units.remaining().plus(posted);
        if (!posted.isNegative()) {
            return with(new Units(left, units.captured(), units.released(), units.forfeited()));
        }
        return switch (by) {
            case DEBIT -> with(new Units(left, units.captured().minus(posted), units.released(), units.forfeited()));
            case RELEASE, HOLD_EXPIRY, VOID_HOLD, CAPTURE, RESERVE_RELEASE ->
                with(new Units(left, units.captured(), units.released().minus(posted), units.forfeited()));
            case FORFEIT ->
                with(new Units(
                        left,
                        units.captured(),
                        units.released(),
                        units.forfeited().minus(posted)));
            case CREDIT,
                    HOLD,
                    REVERSAL,
                    REVERSAL_SET_ASIDE,
                    REVERSAL_RESTORED,
                    EXPIRY,
                    MATURITY,
                    TRANSFER,
                    TRANSFER_SET_ASIDE,
                    TRANSFER_RESTORED,
                    FUND,
                    BURN,
                    RESERVE_STORED,
                    PROGRAM_STORED,
                    ASSET_STORED,
                    OWNER_STORED ->
                throw new BrokenJournalException(
                        "Expected nothing to leave hold %s, but got a %s entry".formatted(made.id(), by));
        };
    }

    HoldRow captured(Amount amount) {
        return with(new Units(
                units.remaining(),
                units.captured().plus(amount),
                units.released().minus(amount),
                units.forfeited()));
    }

    HoldRow closed(Instant at) {
        return new HoldRow(made, units, Optional.of(at));
    }

    HoldStatus status() {
        return closedAt.isPresent() ? HoldStatus.CLOSED : HoldStatus.OPEN;
    }

    private HoldRow with(Units now) {
        return new HoldRow(made, now, closedAt);
    }
}
