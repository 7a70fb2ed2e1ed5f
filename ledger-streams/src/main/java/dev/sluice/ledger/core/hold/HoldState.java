package dev.sluice.ledger.core.hold;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
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
        Optional<Instant> closedAt) {

    /** What finds a hold. */
    public record Key(AccountId account, AssetId asset, HoldId id) {}

    public HoldStatus status() {
        return closedAt.isPresent() ? HoldStatus.CLOSED : HoldStatus.OPEN;
    }

    public boolean isOpen() {
        return closedAt.isEmpty();
    }
}
