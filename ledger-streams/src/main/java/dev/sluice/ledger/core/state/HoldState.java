package dev.sluice.ledger.core.state;

import dev.sluice.schema.journal.EntryType;
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

/**
 * A hold and what became of its units: amount = remaining + captured + released + forfeited.
 *
 * @param closedAt when nothing remained
 * @param openedBy the entry that opened it; unknown of one that the first release opened
 */
public record HoldState(
        Key key,
        ProgramId program,
        Amount amount,
        Amount remaining,
        Amount captured,
        Amount released,
        Amount forfeited,
        HoldOrigin origin,
        Optional<String> referenceId,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Map<String, String> metadata,
        Optional<Instant> closedAt,
        Optional<EntryId> openedBy) {

    /** The key of a hold. */
    public record Key(AccountId account, AssetId asset, HoldId id) {}

    /**
     * The hold after a posting on it; units that leave are counted by what the entry does with them. Voided ones count as
     * released: they go back to where they were before they were held, which is their source. Of a capture all do, but for
     * those that {@link #captured(Amount)} tells of.
     */
    public HoldState booked(Amount posted, EntryType by) {
        var left = remaining.plus(posted);
        if (!posted.isNegative()) {
            return with(left, captured, released, forfeited, closedAt);
        }
        return switch (by) {
            case DEBIT -> with(left, captured.minus(posted), released, forfeited, closedAt);
            case RELEASE, HOLD_EXPIRY, VOID_HOLD, CAPTURE, RESERVE_RELEASE ->
                with(left, captured, released.minus(posted), forfeited, closedAt);
            case FORFEIT -> with(left, captured, released, forfeited.minus(posted), closedAt);
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
                    OWNER_STORED -> throw Invariant.broken("A %s entry takes nothing out of a hold", by);
        };
    }

    /** So many of the units that a capture takes out are not released but captured. */
    public HoldState captured(Amount units) {
        return with(remaining, captured.plus(units), released.minus(units), forfeited, closedAt);
    }

    public HoldState closed(Instant at) {
        return with(remaining, captured, released, forfeited, Optional.of(at));
    }

    private HoldState with(
            Amount left, Amount nowCaptured, Amount nowReleased, Amount nowForfeited, Optional<Instant> closed) {
        return new HoldState(
                key,
                program,
                amount,
                left,
                nowCaptured,
                nowReleased,
                nowForfeited,
                origin,
                referenceId,
                createdAt,
                expiresAt,
                metadata,
                closed,
                openedBy);
    }

    public HoldState openedBy(Optional<EntryId> entry) {
        return new HoldState(
                key,
                program,
                amount,
                remaining,
                captured,
                released,
                forfeited,
                origin,
                referenceId,
                createdAt,
                expiresAt,
                metadata,
                closedAt,
                entry);
    }

    public HoldStatus status() {
        return closedAt.isPresent() ? HoldStatus.CLOSED : HoldStatus.OPEN;
    }

    /** Whether a reserve made it, so that plain operations never touch it. */
    public boolean isReserve() {
        return origin == HoldOrigin.RESERVE;
    }

    public boolean isOpen() {
        return closedAt.isEmpty();
    }
}
