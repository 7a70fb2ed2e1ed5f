package dev.sluice.ledger.core.state;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.time.Instant;
import java.util.Optional;

/**
 * The part of a lot that is in one bucket, under one hold if HELD. It exists while it is not empty. What a scan needs to
 * know of the lot stands in it, so that a scan looks nothing up.
 *
 * @param remaining always above zero
 * @param referenceId the lot's
 */
public record Slice(Key key, LotId lot, Amount remaining, Optional<Instant> expiresAt, Optional<String> referenceId) {

    /** The key of a slice; the order of the components is the order of the rows. */
    public record Key(AccountId account, AssetId asset, Bucket bucket, LotPosition position, Optional<HoldId> hold) {}

    public Slice withRemaining(Amount left) {
        return new Slice(key, lot, left, expiresAt, referenceId);
    }
}
