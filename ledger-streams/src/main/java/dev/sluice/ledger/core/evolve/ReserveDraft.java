package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveChanges;
import dev.sluice.ledger.core.state.ReserveChanges.HoldKey;
import dev.sluice.ledger.core.state.ReserveChanges.ReleaseKey;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.ReserveView;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.ReservePlanId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of reserves while an entry's are being computed: read through to the view, written to memory only. */
public final class ReserveDraft {

    private final ReserveView view;
    private final Map<HoldKey, ReserveHold> holds = new LinkedHashMap<>(0);
    private final Map<ReleaseKey, ReserveRelease> releases = new LinkedHashMap<>(0);
    private final Map<PlanHolds.Key, ReservePlan> plans = new LinkedHashMap<>(0);
    private final Map<AccountId, List<ReservePlanId>> livePlans = new LinkedHashMap<>(0);
    private final Map<PlanHolds.Key, PlanHolds> planHolds = new LinkedHashMap<>(0);
    private final Map<PlanHolds.Open, Boolean> openHolds = new LinkedHashMap<>(0);
    private final Set<ReserveIndex.Entry> indexed = new LinkedHashSet<>(0);

    public ReserveDraft(ReserveView view) {
        this.view = view;
    }

    ReserveView view() {
        return view;
    }

    Optional<ReserveHold> hold(HoldKey key) {
        return Optional.ofNullable(holds.get(key)).or(() -> view.hold(key.account(), key.id()));
    }

    void put(AccountId account, ReserveHold hold) {
        holds.put(new HoldKey(account, hold.id()), hold);
    }

    Optional<ReserveRelease> release(ReleaseKey key) {
        return Optional.ofNullable(releases.get(key)).or(() -> view.release(key.account(), key.id()));
    }

    void put(AccountId account, ReserveRelease release) {
        releases.put(new ReleaseKey(account, release.id()), release);
    }

    ReservePlan plan(PlanHolds.Key key) {
        return find(key).orElseThrow(() -> Invariant.broken("Plan %s has holds and is unknown", key));
    }

    Optional<ReservePlan> find(PlanHolds.Key key) {
        return Optional.ofNullable(plans.get(key)).or(() -> view.plan(key.account(), key.plan()));
    }

    void put(AccountId account, ReservePlan plan) {
        plans.put(new PlanHolds.Key(account, plan.id()), plan);
    }

    List<ReservePlanId> livePlans(AccountId account) {
        var drafted = livePlans.get(account);
        return drafted == null ? view.livePlans(account) : drafted;
    }

    void putLivePlans(AccountId account, List<ReservePlanId> plansOfAccount) {
        livePlans.put(account, plansOfAccount);
    }

    PlanHolds planHolds(PlanHolds.Key key) {
        return planHolds.computeIfAbsent(key, view::planHolds);
    }

    void put(PlanHolds after) {
        planHolds.put(after.key(), after);
    }

    void open(PlanHolds.Open hold) {
        openHolds.put(hold, true);
    }

    void close(PlanHolds.Open hold) {
        openHolds.put(hold, false);
    }

    boolean isClosed(PlanHolds.Open hold) {
        return openHolds.getOrDefault(hold, true).equals(false);
    }

    void index(ReserveIndex.Entry entry) {
        indexed.add(entry);
    }

    public ReserveChanges changes() {
        return new ReserveChanges(holds, releases, plans, livePlans, planHolds, openHolds, indexed);
    }
}
