package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.ReserveChanges;

/** Puts the rows of reserves into a batch. */
final class ReserveRowWriter {

    private static final byte[] NOTHING = new ValueWriter().value();

    private ReserveRowWriter() {}

    static void put(RowBatch batch, ReserveChanges changes) {
        changes.holds()
                .forEach((key, hold) -> batch.put(
                        LedgerRow.RESERVE_HOLDS,
                        StoreKeys.reserve(
                                LedgerRow.RESERVE_HOLDS, key.account(), key.id().value()),
                        EntityCodec.encode(hold)));
        changes.releases()
                .forEach((key, release) -> batch.put(
                        LedgerRow.RESERVE_RELEASES,
                        StoreKeys.reserve(
                                LedgerRow.RESERVE_RELEASES,
                                key.account(),
                                key.id().value()),
                        EntityCodec.encode(release)));
        changes.plans()
                .forEach((key, plan) -> batch.put(
                        LedgerRow.RESERVE_PLANS,
                        StoreKeys.reserve(
                                LedgerRow.RESERVE_PLANS,
                                key.account(),
                                key.plan().value()),
                        EntityCodec.encode(plan)));
        changes.indexed().forEach(entry -> batch.put(LedgerRow.RESERVE_LISTS, StoreKeys.reserveList(entry), NOTHING));
        plans(batch, changes);
    }

    /** What comes and goes with the plans. */
    private static void plans(RowBatch batch, ReserveChanges changes) {
        changes.livePlans().forEach((account, plans) -> {
            var key = StoreKeys.liveReservePlans(account);
            if (plans.isEmpty()) {
                batch.delete(LedgerRow.LIVE_RESERVE_PLANS, key);
            } else {
                batch.put(LedgerRow.LIVE_RESERVE_PLANS, key, PlanHoldsCodec.encode(plans));
            }
        });
        changes.planHolds().forEach((plan, holds) -> {
            var key = StoreKeys.planHolds(plan);
            if (holds.isEmpty()) {
                batch.delete(LedgerRow.RESERVE_PLAN_HOLDS, key);
            } else {
                batch.put(LedgerRow.RESERVE_PLAN_HOLDS, key, PlanHoldsCodec.encode(holds));
            }
        });
        changes.openHolds().forEach((hold, isOpen) -> {
            if (isOpen) {
                batch.put(LedgerRow.OPEN_PLAN_HOLDS, StoreKeys.openPlanHold(hold), NOTHING);
            } else {
                batch.delete(LedgerRow.OPEN_PLAN_HOLDS, StoreKeys.openPlanHold(hold));
            }
        });
    }
}
