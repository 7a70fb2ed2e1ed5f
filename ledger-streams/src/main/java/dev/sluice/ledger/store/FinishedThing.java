package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.time.Instant;
import java.util.UUID;

/**
 * A finished lot, closed hold, transfer or reversible debit, in the queue to be forgotten.
 *
 * @param finishedAt of a transfer or a reversible debit, when it was made
 * @param id the lot's, the hold's, the transfer's, or that of the entry that consumed
 */
public record FinishedThing(Instant finishedAt, Kind kind, AccountId account, AssetId asset, UUID id) {

    /** The kind of thing that is over. */
    public enum Kind {
        LOT,
        HOLD,
        TRANSFER,
        CONSUMPTION
    }

    static FinishedThing of(Lot lot, Instant finishedAt) {
        return new FinishedThing(
                finishedAt, Kind.LOT, lot.account(), lot.asset(), lot.id().value());
    }

    static FinishedThing of(TransferRecord transfer) {
        return new FinishedThing(
                transfer.createdAt(),
                Kind.TRANSFER,
                transfer.sourceId(),
                transfer.assetId(),
                transfer.journalEntryId().value());
    }

    static FinishedThing of(ReversibleDebit reversibleDebit) {
        return new FinishedThing(
                reversibleDebit.at(),
                Kind.CONSUMPTION,
                reversibleDebit.account(),
                reversibleDebit.asset(),
                reversibleDebit.entry().value());
    }

    static FinishedThing of(HoldState hold, Instant closedAt) {
        var key = hold.key();
        return new FinishedThing(
                closedAt, Kind.HOLD, key.account(), key.asset(), key.id().value());
    }
}
