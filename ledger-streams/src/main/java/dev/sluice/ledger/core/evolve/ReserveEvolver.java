package dev.sluice.ledger.core.evolve;

import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Invariant;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveChanges.HoldKey;
import dev.sluice.ledger.core.state.ReserveChanges.ReleaseKey;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.ledger.core.state.ReservePlans;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** The evolver of reserves, and of the due items on them. */
public final class ReserveEvolver {

    private ReserveEvolver() {}

    public static void store(StateDraft draft, JournalEntry entry, Fact.ReserveHoldStored stored) {
        var account = stored.accountId().orElse(entry.accountId());
        var hold = stored.hold();
        var before = draft.reserves().hold(new HoldKey(account, hold.id()));
        draft.reserves().put(account, hold);
        if (before.isEmpty()) {
            hold.schedule().ifPresent(schedule -> draft.addDue(dueOf(account, hold, schedule.scheduledRelease())));
            hold.reservePlan().ifPresent(plan -> opened(draft, new PlanHolds.Key(account, plan), hold));
            return;
        }
        // Only an open hold is moved; a closed one may be forgotten, though what is said of it stays.
        if (!before.get().schedule().equals(hold.schedule())) {
            before.get()
                    .schedule()
                    .ifPresent(schedule -> draft.removeDue(dueOf(account, hold, schedule.scheduledRelease())));
            hold.schedule().ifPresent(schedule -> draft.addDue(dueOf(account, hold, schedule.scheduledRelease())));
        }
    }

    public static void release(StateDraft draft, JournalEntry entry, Fact.ReserveReleased released) {
        var account = entry.accountId();
        var release = released.release();
        var isNew =
                draft.reserves().release(new ReleaseKey(account, release.id())).isEmpty();
        draft.reserves().put(account, release);
        if (isNew) {
            release.reservePlan()
                    .ifPresent(plan -> draft.reserves()
                            .index(new ReserveIndex.Entry(
                                    account,
                                    ReserveIndex.RELEASES_OF_PLAN,
                                    plan.value(),
                                    release.id().value())));
        }
        for (var line : released.lines()) {
            var hold = line.holdId().value();
            var id = release.id().value();
            draft.reserves().index(new ReserveIndex.Entry(account, ReserveIndex.HOLDS_OF_RELEASE, id, hold));
            draft.reserves().index(new ReserveIndex.Entry(account, ReserveIndex.RELEASES_OF_HOLD, hold, id));
        }
    }

    public static void store(StateDraft draft, JournalEntry entry, Fact.ReservePlanStored stored) {
        var account = entry.accountId();
        var plan = stored.plan();
        var key = new PlanHolds.Key(account, plan.id());
        var dueBefore = draft.reserves().find(key).flatMap(ReserveEvolver::dueAt);
        draft.reserves().put(account, plan);
        var isLive = plan.status() == ReservePlanStatus.ACTIVE;
        var live = new ArrayList<>(draft.reserves().livePlans(account));
        if (isLive != live.contains(plan.id())) {
            if (isLive) {
                live.add(plan.id());
            } else {
                live.remove(plan.id());
            }
            draft.reserves().putLivePlans(account, live);
        }
        var dueNow = dueAt(plan);
        if (!dueBefore.equals(dueNow)) {
            for (var asset : draft.reserves().planHolds(key).firstOpen().keySet()) {
                dueBefore.ifPresent(at -> draft.removeDue(dueOf(key, asset, at)));
                dueNow.ifPresent(at -> draft.addDue(dueOf(key, asset, at)));
            }
        }
    }

    private static void opened(StateDraft draft, PlanHolds.Key key, ReserveHold hold) {
        var reserves = draft.reserves();
        reserves.index(new ReserveIndex.Entry(
                key.account(),
                ReserveIndex.HOLDS_OF_PLAN,
                key.plan().value(),
                hold.id().value()));
        reserves.open(new PlanHolds.Open(key, hold.assetId(), hold.id()));
        var holds = reserves.planHolds(key);
        if (!holds.firstOpen().containsKey(hold.assetId())) {
            reserves.put(holds.with(hold.assetId(), hold.id()));
            dueAt(reserves.plan(key)).ifPresent(at -> draft.addDue(dueOf(key, hold.assetId(), at)));
        }
    }

    /** Nothing remains in a reserve hold: nothing of it falls due any more, and its plan may be at its end. */
    public static void closed(StateDraft draft, HoldState closed, Instant at) {
        var account = closed.key().account();
        var reserves = draft.reserves();
        var hold = reserves.hold(new HoldKey(account, closed.key().id()))
                .orElseThrow(() -> Invariant.broken("Reserve hold %s is closed and unknown", closed.key()));
        hold.schedule().ifPresent(schedule -> draft.removeDue(dueOf(account, hold, schedule.scheduledRelease())));
        hold.reservePlan().ifPresent(plan -> closed(draft, new PlanHolds.Key(account, plan), hold, at));
    }

    private static void closed(StateDraft draft, PlanHolds.Key key, ReserveHold hold, Instant at) {
        var reserves = draft.reserves();
        var asset = hold.assetId();
        reserves.close(new PlanHolds.Open(key, asset, hold.id()));
        var holds = reserves.planHolds(key);
        if (!hold.id().equals(holds.firstOpen().get(asset))) {
            return;
        }
        var next = firstLeft(draft, key, asset);
        if (next.isPresent()) {
            reserves.put(holds.with(asset, next.get()));
            return;
        }
        var left = holds.without(asset);
        reserves.put(left);
        var plan = reserves.plan(key);
        dueAt(plan).ifPresent(due -> draft.removeDue(dueOf(key, asset, due)));
        if (left.isEmpty() && plan.status() == ReservePlanStatus.DISABLING) {
            reserves.put(key.account(), ReservePlans.disabled(plan, at));
        }
    }

    /** One step for each hold of the plan that the entry closes, and one more. */
    private static Optional<HoldId> firstLeft(StateDraft draft, PlanHolds.Key key, AssetId asset) {
        try (var stored = draft.reserves().view().openHolds(key, asset)) {
            while (stored.hasNext()) {
                var hold = stored.next();
                if (!draft.reserves().isClosed(new PlanHolds.Open(key, asset, hold))) {
                    return Optional.of(hold);
                }
            }
        }
        return Optional.empty();
    }

    /** When all that a plan holds is given back at once: when it is being disabled, or at its fixed date. */
    private static Optional<Instant> dueAt(ReservePlan plan) {
        return switch (plan.status()) {
            case DISABLING -> plan.disablingSince();
            case ACTIVE, EXPIRED -> plan.fixedRelease().map(schedule -> schedule.scheduledRelease());
            case DISABLED -> Optional.empty();
        };
    }

    private static DueItem dueOf(AccountId account, ReserveHold hold, Instant at) {
        return new DueItem(
                account,
                hold.assetId(),
                at,
                DueItem.Kind.RESERVE_RELEASE,
                hold.id().value());
    }

    private static DueItem dueOf(PlanHolds.Key plan, AssetId asset, Instant at) {
        return new DueItem(
                plan.account(),
                asset,
                at,
                DueItem.Kind.RESERVE_PLAN,
                plan.plan().value());
    }
}
