package dev.sluice.ledger.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The invariants of reserves, from what the journal says of them. */
final class ReserveInvariants {

    private record Owned(AccountId account, ReserveHold hold) {}

    private final Map<HoldId, Owned> holds = new LinkedHashMap<>();
    private final Map<HoldId, Amount> released = new HashMap<>();
    private final Map<ReserveReleaseId, ReserveRelease> releases = new LinkedHashMap<>();
    private final Map<ReserveReleaseId, Amount> given = new HashMap<>();
    private final Map<ReservePlanId, ReservePlan> plans = new LinkedHashMap<>();
    private final Map<ReservePlanId, AccountId> planOwners = new HashMap<>();
    /** What time or the end of a plan gave back, which is all that was left. */
    private final Set<HoldId> givenBack = new HashSet<>();

    private final List<ReserveIndex.Entry> lists = new ArrayList<>();

    void read(JournalEntry entry, Fact.ReserveHoldStored stored) {
        var account = stored.accountId().orElse(entry.accountId());
        var before = holds.put(stored.hold().id(), new Owned(account, stored.hold()));
        assertThat(before == null || before.hold().amount().equals(stored.hold().amount()))
                .as("the amount of a reserve hold never changes")
                .isTrue();
        if (before == null) {
            stored.hold()
                    .reservePlan()
                    .ifPresent(plan -> lists.add(new ReserveIndex.Entry(
                            account,
                            ReserveIndex.HOLDS_OF_PLAN,
                            plan.value(),
                            stored.hold().id().value())));
        }
    }

    void read(JournalEntry entry, Fact.ReserveReleased fact) {
        var release = fact.release();
        if (releases.put(release.id(), release) == null) {
            release.reservePlan()
                    .ifPresent(plan -> lists.add(new ReserveIndex.Entry(
                            entry.accountId(),
                            ReserveIndex.RELEASES_OF_PLAN,
                            plan.value(),
                            release.id().value())));
        }
        for (var line : fact.lines()) {
            released.merge(line.holdId(), line.amount(), Amount::plus);
            given.merge(release.id(), line.amount(), Amount::plus);
            assertThat(line.amount().isPositive())
                    .as("a line gives something back")
                    .isTrue();
            assertThat(givenBack)
                    .as("what time gave back is not given back again")
                    .doesNotContain(line.holdId());
            if (entry.idempotencyKey().isEmpty()) {
                givenBack.add(line.holdId());
            }
            var hold = line.holdId().value();
            var id = release.id().value();
            lists.add(new ReserveIndex.Entry(entry.accountId(), ReserveIndex.HOLDS_OF_RELEASE, id, hold));
            lists.add(new ReserveIndex.Entry(entry.accountId(), ReserveIndex.RELEASES_OF_HOLD, hold, id));
        }
        assertThat(release.amount()).as("a release is the sum of its lines").isEqualTo(given.get(release.id()));
    }

    void read(JournalEntry entry, Fact.ReservePlanStored stored) {
        plans.put(stored.plan().id(), stored.plan());
        planOwners.put(stored.plan().id(), entry.accountId());
    }

    void check(InMemoryReserves.State state, List<HoldState> rows) {
        assertThat(state.holds())
                .as("reserve holds")
                .containsExactlyInAnyOrderElementsOf(
                        holds.values().stream().map(Owned::hold).toList());
        assertThat(state.releases()).as("releases").containsExactlyInAnyOrderElementsOf(releases.values());
        assertThat(state.indexed())
                .as("lists")
                .containsExactlyInAnyOrderElementsOf(lists.stream().distinct().toList());
        var ofReserves = rows.stream()
                .filter(hold -> hold.origin() == HoldOrigin.RESERVE)
                .collect(Collectors.toMap(hold -> hold.key().id(), hold -> hold));
        assertThat(ofReserves.keySet()).as("holds of reserves").isEqualTo(holds.keySet());
        ofReserves.forEach((id, hold) -> {
            assertThat(hold.forfeited().isZero())
                    .as("no reserve is forfeited: %s", id)
                    .isTrue();
            assertThat(hold.amount().minus(hold.remaining()))
                    .as("only releases draw on a reserve: %s", id)
                    .isEqualTo(released.getOrDefault(id, Amount.ZERO));
            assertThat(hold.isOpen() && givenBack.contains(id))
                    .as("what time gave back is given back whole: %s", id)
                    .isFalse();
        });
        checkPlans(state, rows);
    }

    private void checkPlans(InMemoryReserves.State state, List<HoldState> rows) {
        var open = new TreeMap<String, HoldId>();
        for (var hold : rows) {
            var plan = Optional.ofNullable(holds.get(hold.key().id()))
                    .flatMap(owned -> owned.hold().reservePlan());
            if (hold.isOpen() && plan.isPresent()) {
                open.merge(
                        plan.get() + "/" + hold.key().asset(),
                        hold.key().id(),
                        (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        var firsts = new TreeMap<String, HoldId>();
        state.planHolds()
                .forEach(row -> row.firstOpen()
                        .forEach((asset, hold) -> firsts.put(row.key().plan() + "/" + asset, hold)));
        assertThat(firsts).as("the first open holds of the plans").isEqualTo(open);
        checkLivePlans(state);
        for (var plan : state.plans()) {
            var told = plans.get(plan.id());
            var holdsNothing = open.keySet().stream()
                    .noneMatch(key -> key.startsWith(plan.id().toString()));
            assertThat(plan.status())
                    .as("the status of plan %s", plan.id())
                    .isEqualTo(
                            told.status() == ReservePlanStatus.DISABLING && holdsNothing
                                    ? ReservePlanStatus.DISABLED
                                    : told.status());
            assertThat(plan.status() != ReservePlanStatus.DISABLED || holdsNothing)
                    .as("a plan that is DISABLED holds nothing: %s", plan.id())
                    .isTrue();
            assertThat(plan.disabledAt().isPresent()).isEqualTo(plan.status() == ReservePlanStatus.DISABLED);
            var live = state.livePlans().getOrDefault(planOwners.get(plan.id()), List.of());
            assertThat(live.contains(plan.id())).isEqualTo(plan.status() == ReservePlanStatus.ACTIVE);
        }
    }

    /** At most one for each asset of an account, and one for all of them. */
    private static void checkLivePlans(InMemoryReserves.State state) {
        var plans = state.plans().stream().collect(Collectors.toMap(ReservePlan::id, plan -> plan));
        state.livePlans()
                .forEach((account, live) -> assertThat(
                                live.stream().map(id -> plans.get(id).assetId()))
                        .as("what the live plans of %s are of", account)
                        .doesNotHaveDuplicates());
    }

    /** What falls due on reserves. */
    List<DueItem> dueItems(List<HoldState> rows) {
        var items = new ArrayList<DueItem>();
        var ofPlans = new LinkedHashMap<String, DueItem>();
        for (var row : rows) {
            var owned = holds.get(row.key().id());
            if (owned == null || row.status() != HoldStatus.OPEN) {
                continue;
            }
            owned.hold()
                    .schedule()
                    .ifPresent(schedule -> items.add(new DueItem(
                            owned.account(),
                            owned.hold().assetId(),
                            schedule.scheduledRelease(),
                            DueItem.Kind.RESERVE_RELEASE,
                            owned.hold().id().value())));
            owned.hold()
                    .reservePlan()
                    .flatMap(plan -> dueAt(plans.get(plan)).map(at -> ofPlan(owned, plan, at)))
                    .ifPresent(item -> ofPlans.put(item.target() + "/" + item.asset(), item));
        }
        items.addAll(ofPlans.values());
        return items;
    }

    private static Optional<Instant> dueAt(ReservePlan plan) {
        return plan.status() == ReservePlanStatus.DISABLING
                ? plan.disablingSince()
                : plan.fixedRelease().map(schedule -> schedule.scheduledRelease());
    }

    private static DueItem ofPlan(Owned owned, ReservePlanId plan, Instant at) {
        AssetId asset = owned.hold().assetId();
        return new DueItem(owned.account(), asset, at, DueItem.Kind.RESERVE_PLAN, plan.value());
    }
}
