package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.ReserveTerms;
import dev.sluice.ledger.core.state.ReserveView;
import dev.sluice.ledger.core.state.Stretch;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;

/** The core's questions about reserves, answered from one task's stores. */
final class StoredReserves implements ReserveView {

    private final OpenStores stores;
    private final ReserveTerms terms;

    StoredReserves(OpenStores stores, ReserveTerms terms) {
        this.stores = stores;
        this.terms = terms;
    }

    @Override
    public ReserveTerms terms() {
        return terms;
    }

    @Override
    public Optional<ReserveHold> hold(AccountId account, HoldId id) {
        return get(LedgerRow.RESERVE_HOLDS, StoreKeys.reserve(LedgerRow.RESERVE_HOLDS, account, id.value()))
                .map(EntityCodec::decodeReserveHold);
    }

    @Override
    public Optional<ReserveRelease> release(AccountId account, ReserveReleaseId id) {
        return get(LedgerRow.RESERVE_RELEASES, StoreKeys.reserve(LedgerRow.RESERVE_RELEASES, account, id.value()))
                .map(EntityCodec::decodeReserveRelease);
    }

    @Override
    public Optional<ReservePlan> plan(AccountId account, ReservePlanId id) {
        return get(LedgerRow.RESERVE_PLANS, StoreKeys.reserve(LedgerRow.RESERVE_PLANS, account, id.value()))
                .map(EntityCodec::decodeReservePlan);
    }

    @Override
    public List<ReservePlanId> livePlans(AccountId account) {
        return get(LedgerRow.LIVE_RESERVE_PLANS, StoreKeys.liveReservePlans(account))
                .map(PlanHoldsCodec::decodePlans)
                .orElse(List.of());
    }

    @Override
    public PlanHolds planHolds(PlanHolds.Key plan) {
        return get(LedgerRow.RESERVE_PLAN_HOLDS, StoreKeys.planHolds(plan))
                .map(value -> PlanHoldsCodec.decode(plan, value))
                .orElseGet(() -> new PlanHolds(plan, Collections.emptySortedMap()));
    }

    /** Begins with the first open hold there is, which the plan's row knows. */
    @Override
    public Cursor<HoldId> openHolds(PlanHolds.Key plan, AssetId asset) {
        var first = planHolds(plan).firstOpen().get(asset);
        if (first == null) {
            return Cursor.over(List.of());
        }
        return RowCursor.startingWith(
                stores.of(LedgerRow.OPEN_PLAN_HOLDS),
                StoreKeys.openPlanHold(new PlanHolds.Open(plan, asset, first)),
                StoreKeys.end(StoreKeys.openPlanHolds(plan, asset)),
                (key, nothing) -> StoreKeys.openPlanHold(key));
    }

    @Override
    public Cursor<ReserveHold> holds(AccountId account, Stretch stretch) {
        return read(
                LedgerRow.RESERVE_HOLDS,
                StoreKeys.all(LedgerRow.RESERVE_HOLDS, account),
                stretch,
                (key, value) -> EntityCodec.decodeReserveHold(value));
    }

    @Override
    public Cursor<ReserveRelease> releases(AccountId account, Stretch stretch) {
        return read(
                LedgerRow.RESERVE_RELEASES,
                StoreKeys.all(LedgerRow.RESERVE_RELEASES, account),
                stretch,
                (key, value) -> EntityCodec.decodeReserveRelease(value));
    }

    @Override
    public Cursor<ReservePlan> plans(AccountId account, Stretch stretch) {
        return read(
                LedgerRow.RESERVE_PLANS,
                StoreKeys.all(LedgerRow.RESERVE_PLANS, account),
                stretch,
                (key, value) -> EntityCodec.decodeReservePlan(value));
    }

    @Override
    public Cursor<UUID> indexed(AccountId account, ReserveIndex index, UUID of, Stretch stretch) {
        return read(
                LedgerRow.RESERVE_LISTS,
                StoreKeys.reserveList(account, index, of),
                stretch,
                (key, nothing) -> StoreKeys.lastId(key));
    }

    /** The rows that begin so and end with an id; none of these is ever deleted. */
    private <T> Cursor<T> read(LedgerRow row, Bytes prefix, Stretch stretch, BiFunction<Bytes, byte[], T> decode) {
        var store = stores.of(row);
        var beyond = stretch.beyond().map(id -> StoreKeys.with(prefix, id));
        if (!stretch.newestFirst()) {
            var from = beyond.map(StoreKeys::after).orElse(prefix);
            return RowCursor.between(store, from, StoreKeys.end(prefix), decode);
        }
        return RowCursor.reversed(
                store, prefix, beyond.map(StoreKeys::before).orElseGet(() -> StoreKeys.end(prefix)), decode);
    }

    private Optional<byte[]> get(LedgerRow row, Bytes key) {
        return Optional.ofNullable(stores.of(row).get(key));
    }
}
