package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.Changes.NOW;
import static dev.sluice.ledger.store.Changes.POINTS;

import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveChanges;
import dev.sluice.ledger.core.state.ReserveChanges.HoldKey;
import dev.sluice.ledger.core.state.ReserveChanges.ReleaseKey;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import dev.sluice.schema.value.ReserveSourceType;
import dev.sluice.schema.value.SourceTransactionType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes of reserves put together by hand, with things that are all alike but for their ids. */
final class ReserveSamples {

    private final Map<HoldKey, ReserveHold> holds = new LinkedHashMap<>();
    private final Map<ReleaseKey, ReserveRelease> releases = new LinkedHashMap<>();
    private final Map<PlanHolds.Key, ReservePlan> plans = new LinkedHashMap<>();
    private final Map<AccountId, List<ReservePlanId>> livePlans = new LinkedHashMap<>();
    private final Map<PlanHolds.Key, PlanHolds> planHolds = new LinkedHashMap<>();
    private final Map<PlanHolds.Open, Boolean> openHolds = new LinkedHashMap<>();
    private final Set<ReserveIndex.Entry> indexed = new LinkedHashSet<>();

    ReserveChanges changes() {
        return new ReserveChanges(holds, releases, plans, livePlans, planHolds, openHolds, indexed);
    }

    ReserveSamples put(AccountId account, ReserveHold hold) {
        holds.put(new HoldKey(account, hold.id()), hold);
        return this;
    }

    ReserveSamples put(AccountId account, ReserveRelease release) {
        releases.put(new ReleaseKey(account, release.id()), release);
        return this;
    }

    ReserveSamples put(AccountId account, ReservePlan plan) {
        plans.put(new PlanHolds.Key(account, plan.id()), plan);
        return this;
    }

    ReserveSamples live(AccountId account, List<ReservePlanId> ids) {
        livePlans.put(account, ids);
        return this;
    }

    ReserveSamples put(PlanHolds held) {
        planHolds.put(held.key(), held);
        return this;
    }

    ReserveSamples open(PlanHolds.Open hold) {
        openHolds.put(hold, true);
        return this;
    }

    ReserveSamples close(PlanHolds.Open hold) {
        openHolds.put(hold, false);
        return this;
    }

    ReserveSamples index(ReserveIndex.Entry entry) {
        indexed.add(entry);
        return this;
    }

    static ReserveHold hold(UUID id) {
        return new ReserveHold(
                new HoldId(id),
                POINTS,
                Amount.parse("1.00"),
                NOW,
                ReserveCreator.SYSTEM,
                ReserveHoldReason.CHARGE,
                Optional.of(schedule()),
                ReserveSourceType.FPX,
                Optional.of(new ReservePlanId(new UUID(0, 7))),
                Optional.of("ch_1"),
                Map.of("key", "value"));
    }

    static ReserveRelease release(UUID id) {
        return new ReserveRelease(
                new ReserveReleaseId(id),
                POINTS,
                Amount.parse("0.10"),
                NOW,
                ReserveCreator.SYSTEM,
                ReserveReleaseReason.HOLD_REVERSED,
                Optional.of(new HoldId(new UUID(0, 1))),
                Optional.empty(),
                Optional.of(new SourceTransaction(SourceTransactionType.DISPUTE, "du_1", "ch_1")),
                Map.of());
    }

    static ReservePlan plan(UUID id) {
        return new ReservePlan(
                new ReservePlanId(id),
                Optional.empty(),
                33,
                Optional.empty(),
                Optional.of(new ReservePlan.RollingRelease(30, Optional.of(NOW))),
                ReservePlanStatus.DISABLING,
                NOW,
                ReserveCreator.APPLICATION,
                Optional.of(NOW),
                Optional.empty(),
                Map.of("key", "value"));
    }

    private static ReserveSchedule schedule() {
        return new ReserveSchedule(NOW, NOW.plus(Duration.ofDays(1)));
    }
}
