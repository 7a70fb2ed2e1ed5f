package dev.sluice.ledger.store;

import dev.sluice.ledger.core.hold.HoldState;
import dev.sluice.ledger.core.lot.Lot;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.time.Instant;
import java.util.UUID;

/**
 * A finished lot or closed hold, in the queue to be forgotten.
 *
 * @param id the lot's or the hold's
 */
record FinishedThing(Instant finishedAt, Kind kind, AccountId account, AssetId asset, UUID id) {

    enum Kind {
        LOT,
        HOLD
    }

    static FinishedThing of(Lot lot, Instant finishedAt) {
        return new FinishedThing(
                finishedAt, Kind.LOT, lot.account(), lot.asset(), lot.id().value());
    }

    static FinishedThing of(HoldState hold, Instant closedAt) {
        var key = hold.key();
        return new FinishedThing(
                closedAt, Kind.HOLD, key.account(), key.asset(), key.id().value());
    }
}
