package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.extremes.Specimens;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The writer and the reader of the values of some rows.
 *
 * @param specimen what such a row says
 * @param decode given what was written too, since part of it stands in the key
 * @param isJson whether it is the contract's JSON behind the version, rather than fields one after the other
 */
record RowCodec<T>(
        String name,
        Set<LedgerRow> rows,
        Function<Specimens, T> specimen,
        Function<T, byte[]> encode,
        BiFunction<T, byte[], T> decode,
        boolean isJson) {

    /** A test's own name for an amount, which has no row of its own. */
    private record Shard(Amount amount) {}

    /** A test's own name for the plans of an account. */
    private record LivePlans(List<ReservePlanId> plans) {}

    /** All of them, but for those of what only the topology reads. */
    static List<RowCodec<?>> all() {
        return List.of(
                of(
                        Set.of(LedgerRow.BALANCES),
                        RowCodec::balance,
                        BalanceCodec::encode,
                        (balance, value) -> BalanceCodec.decode(balance.key(), value)),
                of(
                        Set.of(LedgerRow.LOTS, LedgerRow.ENDED_LOTS),
                        specimens -> specimens.of(Lot.class),
                        LotCodec::encode,
                        (lot, value) -> LotCodec.decode(lot.key(), value)),
                of(
                        Set.of(
                                LedgerRow.AVAILABLE_SLICES,
                                LedgerRow.DEFERRED_SLICES,
                                LedgerRow.HELD_SLICES,
                                LedgerRow.RESERVED_SLICES),
                        specimens -> specimens.of(Slice.class),
                        LotCodec::encode,
                        (slice, value) -> LotCodec.decode(slice.key(), value)),
                of(
                        Set.of(LedgerRow.FINISHED_LOTS),
                        specimens -> specimens.of(LotId.class),
                        LotCodec::encode,
                        (lot, value) -> LotCodec.decodeId(value)),
                of(
                        Set.of(LedgerRow.OPEN_HOLDS, LedgerRow.OPEN_RESERVE_HOLDS),
                        specimens -> specimens.of(StoredHold.class),
                        StoredHold::encode,
                        (hold, value) -> StoredHold.decode(hold.state().key(), value)),
                of(
                        Set.of(LedgerRow.CLOSED_HOLDS),
                        specimens ->
                                new StoredHold(specimens.of(StoredHold.class).state(), List.of()),
                        StoredHold::encode,
                        (hold, value) -> new StoredHold(
                                StoredHold.decodeState(hold.state().key(), value), List.of())),
                of(
                        Set.of(LedgerRow.HOLD_REFERENCES),
                        specimens -> specimens.of(HoldReferences.ReferenceRow.class),
                        HoldReferences.ReferenceRow::encode,
                        (row, value) -> HoldReferences.ReferenceRow.decode(value)),
                of(
                        Set.of(LedgerRow.CONSUMPTIONS),
                        specimens -> specimens.of(ReversibleDebit.class),
                        ReversibleDebitCodec::encode,
                        (debit, value) -> ReversibleDebitCodec.decode(debit.entry(), value)),
                of(
                        Set.of(LedgerRow.RESERVE_PLAN_HOLDS),
                        specimens -> specimens.of(PlanHolds.class),
                        PlanHoldsCodec::encode,
                        (holds, value) -> PlanHoldsCodec.decode(holds.key(), value)),
                of(
                        Set.of(LedgerRow.LIVE_RESERVE_PLANS),
                        specimens -> specimens.of(LivePlans.class),
                        plans -> PlanHoldsCodec.encode(plans.plans()),
                        (plans, value) -> new LivePlans(PlanHoldsCodec.decodePlans(value))),
                of(
                        Set.of(LedgerRow.HEAD),
                        specimens -> specimens.of(Head.class),
                        Head::encode,
                        (head, value) -> Head.decode(value)),
                of(
                        Set.of(LedgerRow.SYSTEM),
                        specimens -> specimens.of(Shard.class),
                        shard -> new ValueWriter().amount(shard.amount()).value(),
                        (shard, value) -> new Shard(new ValueReader(value).amount())),
                ofJson(
                        Set.of(LedgerRow.PROGRAMS),
                        specimens -> specimens.of(Program.class),
                        EntityCodec::encode,
                        (program, value) -> EntityCodec.decodeProgram(value)),
                ofJson(
                        Set.of(LedgerRow.ASSETS),
                        specimens -> specimens.of(Asset.class),
                        EntityCodec::encode,
                        (asset, value) -> EntityCodec.decodeAsset(value)),
                ofJson(
                        Set.of(LedgerRow.OWNERS),
                        specimens -> specimens.of(Participant.class),
                        EntityCodec::encode,
                        (participant, value) -> (Participant) EntityCodec.decodeOwner(value)),
                ofJson(
                        Set.of(LedgerRow.OWNERS),
                        specimens -> specimens.of(Group.class),
                        EntityCodec::encode,
                        (group, value) -> (Group) EntityCodec.decodeOwner(value)),
                ofJson(
                        Set.of(LedgerRow.TRANSFERS),
                        specimens -> specimens.of(TransferRecord.class),
                        EntityCodec::encode,
                        (transfer, value) -> EntityCodec.decodeTransfer(value)),
                ofJson(
                        Set.of(LedgerRow.RESERVE_HOLDS),
                        specimens -> specimens.of(ReserveHold.class),
                        EntityCodec::encode,
                        (hold, value) -> EntityCodec.decodeReserveHold(value)),
                ofJson(
                        Set.of(LedgerRow.RESERVE_PLANS),
                        specimens -> specimens.of(ReservePlan.class),
                        EntityCodec::encode,
                        (plan, value) -> EntityCodec.decodeReservePlan(value)),
                ofJson(
                        Set.of(LedgerRow.RESERVE_RELEASES),
                        specimens -> specimens.of(ReserveRelease.class),
                        EntityCodec::encode,
                        (release, value) -> EntityCodec.decodeReserveRelease(value)));
    }

    private static <T> RowCodec<T> of(
            Set<LedgerRow> rows,
            Function<Specimens, T> specimen,
            Function<T, byte[]> encode,
            BiFunction<T, byte[], T> decode) {
        return new RowCodec<>(rows.toString(), rows, specimen, encode, decode, false);
    }

    private static <T> RowCodec<T> ofJson(
            Set<LedgerRow> rows,
            Function<Specimens, T> specimen,
            Function<T, byte[]> encode,
            BiFunction<T, byte[], T> decode) {
        return new RowCodec<>(rows.toString(), rows, specimen, encode, decode, true);
    }

    /** What falls due first is the balance's own. */
    private static Balance balance(Specimens specimens) {
        var balance = specimens.of(Balance.class);
        var key = balance.key();
        var first = balance.first();
        return balance.withFirst(new FirstRows(
                first.available(),
                first.held(),
                first.hold(),
                first.reserved(),
                first.reserveHold(),
                first.due().map(due -> new DueItem(key.account(), key.asset(), due.at(), due.kind(), due.target()))));
    }

    @Override
    public String toString() {
        return name;
    }
}
