package dev.sluice.ledger.store;

import dev.sluice.ledger.core.list.MergedCursor;
import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The core's questions about what has ended, answered from one task's stores. Whether a thing is still known is told by the time
 * in its row, to the millisecond; when its row goes, only by when it is convenient.
 *
 * <p>A thing may have ended more than once: a lot may come back to end again. The row of its last end is that of the newest
 * window, and where it is open no row of an end counts.
 */
final class StoredEnded {

    private static final HoldId LOWEST = new HoldId(new UUID(0, 0));
    private static final Comparator<EndedRow> IN_ORDER =
            Comparator.comparing(row -> row.key().id());

    private final OpenStores stores;
    private final Supplier<Instant> forgottenUpTo;

    /**
     * The answers as of one instant.
     *
     * @param forgottenUpTo what ended at this instant or before is not known any more
     */
    StoredEnded(OpenStores stores, Supplier<Instant> forgottenUpTo) {
        this.stores = stores;
        this.forgottenUpTo = forgottenUpTo;
    }

    Optional<HoldState> hold(HoldState.Key key) {
        return find(EndedKey.of(key))
                .or(() -> older(LedgerRow.CLOSED_HOLDS, StoreKeys.closedHold(key)))
                .map(value -> StoredHold.decodeState(key, value))
                .filter(this::isKnown);
    }

    /** The closed holds from one on, in the order of opening. */
    Cursor<HoldState> holds(AccountId account, AssetId asset, Optional<HoldId> from) {
        var first = new HoldState.Key(account, asset, from.orElse(LOWEST));
        var rows = list(
                EndedKey.of(first),
                EndedKey.holds(account, asset),
                new Older(LedgerRow.CLOSED_HOLDS, StoreKeys.closedHold(first), account, asset));
        return new SelectedCursor<>(
                rows,
                row -> Optional.of(StoredHold.decodeState(row.key().hold(), row.value()))
                        .filter(this::isKnown));
    }

    private boolean isKnown(HoldState hold) {
        return isKnown(hold.closedAt().orElseThrow());
    }

    /** A lot that has ended and did not come back. */
    Optional<Lot> lot(Lot.Key key) {
        return find(EndedKey.of(key))
                .or(() -> older(LedgerRow.ENDED_LOTS, StoreKeys.endedLot(key)))
                .map(value -> LotCodec.decode(key, value))
                .filter(this::isKnown);
    }

    /** Whether a lot is open, or ended so that it is still known. The first release left those that ended among the others. */
    boolean isKnown(Lot lot) {
        return lot.finish().isEmpty() || isKnown(lot.finish().get().at());
    }

    /**
     * The finished lots from a position on, in the order of spending.
     *
     * @param lookUp the lot as it is now
     */
    Cursor<Lot> finishedLots(
            AccountId account, AssetId asset, LotPosition from, Function<Lot.Key, Optional<Lot>> lookUp) {
        var rows = list(
                EndedKey.inOrder(account, asset, from),
                EndedKey.inOrder(account, asset),
                new Older(LedgerRow.FINISHED_LOTS, StoreKeys.finishedLot(account, asset, from), account, asset));
        return new SelectedCursor<>(
                rows,
                row -> lookUp.apply(new Lot.Key(account, LotCodec.decodeId(row.value())))
                        .filter(lot -> lot.finish().isPresent()));
    }

    Optional<TransferRecord> transfer(EntryId id) {
        return find(EndedKey.transfer(id))
                .or(() -> older(LedgerRow.TRANSFERS, StoreKeys.transfer(id)))
                .map(EntityCodec::decodeTransfer)
                .filter(transfer -> isKnown(transfer.createdAt()));
    }

    Optional<ReversibleDebit> reversibleDebit(EntryId entry) {
        return find(EndedKey.reversibleDebit(entry))
                .or(() -> older(LedgerRow.CONSUMPTIONS, StoreKeys.reversibleDebit(entry)))
                .map(value -> ReversibleDebitCodec.decode(entry, value))
                .filter(debit -> isKnown(debit.at()));
    }

    private boolean isKnown(Instant end) {
        return end.isAfter(forgottenUpTo.get());
    }

    private Optional<byte[]> find(EndedKey key) {
        for (var window : stores.ended().after(forgottenUpTo.get())) {
            var row = stores.of(LedgerRow.ENDED).get(key.in(window));
            if (row != null) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> older(LedgerRow row, Bytes key) {
        return stores.hasOlderEnded() ? Optional.ofNullable(stores.of(row).get(key)) : Optional.empty();
    }

    /** The place where a list begins among the rows that older versions left. */
    private record Older(LedgerRow row, Bytes from, AccountId account, AssetId asset) {

        Bytes end() {
            return StoreKeys.end(StoreKeys.all(row, account, asset));
        }

        /** The same things in windows have keys that end alike. */
        EndedRow read(EndedKey beginning, Bytes key, byte[] value) {
            var tailLength = key.get().length - KeyBuilder.headLength(row);
            return new EndedRow(beginning.with(key, tailLength), value);
        }
    }

    /** All of a kind that begin alike, from one on; of each the newest. */
    private Cursor<EndedRow> list(EndedKey from, EndedKey beginning, Older older) {
        var sources = new ArrayList<Cursor<EndedRow>>();
        for (var window : stores.ended().after(forgottenUpTo.get())) {
            sources.add(RowCursor.between(
                    stores.of(LedgerRow.ENDED),
                    from.in(window),
                    StoreKeys.end(beginning.in(window)),
                    (key, row) -> new EndedRow(EndedKey.read(from.kind(), key), row)));
        }
        if (stores.hasOlderEnded()) {
            sources.add(RowCursor.between(
                    stores.of(older.row()),
                    older.from(),
                    older.end(),
                    (key, value) -> older.read(beginning, key, value)));
        }
        // Of equal ones the merge gives that of the first source first, which is the newest.
        return new SelectedCursor<>(new MergedCursor<>(sources, IN_ORDER, row -> false), new FirstOfEach());
    }

    /** Passes over a row that tells of the same thing as the one before it. */
    private static final class FirstOfEach implements Function<EndedRow, Optional<EndedRow>> {

        private @Nullable EndedKey last;

        @Override
        public Optional<EndedRow> apply(EndedRow row) {
            var isFirst = !row.key().equals(last);
            last = row.key();
            return isFirst ? Optional.of(row) : Optional.empty();
        }
    }
}
