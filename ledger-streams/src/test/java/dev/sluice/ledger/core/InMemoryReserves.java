package dev.sluice.ledger.core;

import static java.util.Comparator.comparing;

import dev.sluice.ledger.core.state.Cursor;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveChanges;
import dev.sluice.ledger.core.state.ReserveChanges.HoldKey;
import dev.sluice.ledger.core.state.ReserveChanges.ReleaseKey;
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
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows of reserves in sorted maps. */
final class InMemoryReserves implements ReserveView {

    private final NavigableMap<HoldKey, ReserveHold> holds =
            new TreeMap<>(comparing(HoldKey::account).thenComparing(HoldKey::id));
    private final NavigableMap<ReleaseKey, ReserveRelease> releases =
            new TreeMap<>(comparing(ReleaseKey::account).thenComparing(ReleaseKey::id));
    private final NavigableMap<PlanHolds.Key, ReservePlan> plans =
            new TreeMap<>(comparing(PlanHolds.Key::account).thenComparing(PlanHolds.Key::plan));
    private final NavigableMap<AccountId, List<ReservePlanId>> livePlans = new TreeMap<>();
    private final NavigableMap<PlanHolds.Key, PlanHolds> planHolds =
            new TreeMap<>(comparing(PlanHolds.Key::account).thenComparing(PlanHolds.Key::plan));
    private final NavigableSet<PlanHolds.Open> openHolds =
            new TreeSet<>(comparing((PlanHolds.Open open) -> open.key().account())
                    .thenComparing(open -> open.key().plan())
                    .thenComparing(PlanHolds.Open::asset)
                    .thenComparing(PlanHolds.Open::hold));
    private final NavigableSet<ReserveIndex.Entry> indexed = new TreeSet<>(comparing(ReserveIndex.Entry::account)
            .thenComparing(ReserveIndex.Entry::index)
            .thenComparing(entry -> new HoldId(entry.of()))
            .thenComparing(entry -> new HoldId(entry.thing())));

    /** All rows, each list in key order. */
    record State(
            List<ReserveHold> holds,
            List<ReserveRelease> releases,
            List<ReservePlan> plans,
            Map<AccountId, List<ReservePlanId>> livePlans,
            List<PlanHolds> planHolds,
            List<PlanHolds.Open> openHolds,
            List<ReserveIndex.Entry> indexed) {}

    State state() {
        return new State(
                List.copyOf(holds.values()),
                List.copyOf(releases.values()),
                List.copyOf(plans.values()),
                new TreeMap<>(livePlans),
                List.copyOf(planHolds.values()),
                List.copyOf(openHolds),
                List.copyOf(indexed));
    }

    void putAll(InMemoryReserves others) {
        holds.putAll(others.holds);
        releases.putAll(others.releases);
        plans.putAll(others.plans);
        livePlans.putAll(others.livePlans);
        planHolds.putAll(others.planHolds);
        openHolds.addAll(others.openHolds);
        indexed.addAll(others.indexed);
    }

    void apply(ReserveChanges changes) {
        holds.putAll(changes.holds());
        releases.putAll(changes.releases());
        plans.putAll(changes.plans());
        changes.livePlans().forEach((account, live) -> {
            if (live.isEmpty()) {
                livePlans.remove(account);
            } else {
                livePlans.put(account, live);
            }
        });
        changes.planHolds().forEach((key, held) -> {
            if (held.isEmpty()) {
                planHolds.remove(key);
            } else {
                planHolds.put(key, held);
            }
        });
        changes.openHolds().forEach((hold, isOpen) -> {
            if (isOpen) {
                openHolds.add(hold);
            } else {
                openHolds.remove(hold);
            }
        });
        indexed.addAll(changes.indexed());
    }

    @Override
    public ReserveTerms terms() {
        return ReserveTerms.DEFAULT;
    }

    @Override
    public Optional<ReserveHold> hold(AccountId account, HoldId id) {
        return Optional.ofNullable(holds.get(new HoldKey(account, id)));
    }

    @Override
    public Optional<ReserveRelease> release(AccountId account, ReserveReleaseId id) {
        return Optional.ofNullable(releases.get(new ReleaseKey(account, id)));
    }

    @Override
    public Optional<ReservePlan> plan(AccountId account, ReservePlanId id) {
        return Optional.ofNullable(plans.get(new PlanHolds.Key(account, id)));
    }

    @Override
    public List<ReservePlanId> livePlans(AccountId account) {
        return livePlans.getOrDefault(account, List.of());
    }

    @Override
    public PlanHolds planHolds(PlanHolds.Key plan) {
        return planHolds.getOrDefault(plan, new PlanHolds(plan, Collections.emptySortedMap()));
    }

    @Override
    public Cursor<HoldId> openHolds(PlanHolds.Key plan, AssetId asset) {
        return Cursor.over(openHolds.stream()
                .filter(open -> open.key().equals(plan) && open.asset().equals(asset))
                .map(PlanHolds.Open::hold)
                .toList());
    }

    @Override
    public Cursor<ReserveHold> holds(AccountId account, Stretch stretch) {
        return read(
                holds.entrySet().stream()
                        .filter(row -> row.getKey().account().equals(account))
                        .map(Map.Entry::getValue),
                hold -> hold.id().value(),
                stretch);
    }

    @Override
    public Cursor<ReserveRelease> releases(AccountId account, Stretch stretch) {
        return read(
                releases.entrySet().stream()
                        .filter(row -> row.getKey().account().equals(account))
                        .map(Map.Entry::getValue),
                release -> release.id().value(),
                stretch);
    }

    @Override
    public Cursor<ReservePlan> plans(AccountId account, Stretch stretch) {
        return read(
                plans.entrySet().stream()
                        .filter(row -> row.getKey().account().equals(account))
                        .map(Map.Entry::getValue),
                plan -> plan.id().value(),
                stretch);
    }

    @Override
    public Cursor<UUID> indexed(AccountId account, ReserveIndex index, UUID of, Stretch stretch) {
        return read(
                indexed.stream()
                        .filter(entry -> entry.account().equals(account)
                                && entry.index() == index
                                && entry.of().equals(of))
                        .map(ReserveIndex.Entry::thing),
                Function.identity(),
                stretch);
    }

    private static <T> Cursor<T> read(Stream<T> inOrder, Function<T, UUID> idOf, Stretch stretch) {
        var wanted = inOrder.filter(row -> stretch.beyond()
                        .map(beyond -> {
                            var order = new HoldId(idOf.apply(row)).compareTo(new HoldId(beyond));
                            return stretch.newestFirst() ? order < 0 : order > 0;
                        })
                        .orElse(true))
                .toList();
        return Cursor.over(stretch.newestFirst() ? wanted.reversed() : wanted);
    }
}
