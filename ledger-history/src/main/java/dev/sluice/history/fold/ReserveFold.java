package dev.sluice.history.fold;

import dev.sluice.history.table.HistoryTable;
import dev.sluice.history.table.JsonText;
import dev.sluice.history.table.TableRows;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.journal.JournalEntry;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fold of reserves: what is said of their holds, the releases with their lines, and the plans. */
final class ReserveFold {

    private record Owned<T>(AccountId account, T thing) {}

    private record Line(ReserveReleaseId release, HoldId hold) {}

    private final Map<HoldId, Owned<ReserveHold>> holds = new LinkedHashMap<>();
    private final Map<ReserveReleaseId, Owned<ReserveRelease>> releases = new LinkedHashMap<>();
    private final Map<Line, Amount> lines = new LinkedHashMap<>();
    private final Map<ReservePlanId, Owned<ReservePlan>> plans = new LinkedHashMap<>();

    void store(JournalEntry entry, Fact.ReserveHoldStored stored) {
        var account = stored.accountId().orElse(entry.accountId());
        holds.put(stored.hold().id(), new Owned<>(account, stored.hold()));
    }

    void release(JournalEntry entry, Fact.ReserveReleased released) {
        var release = released.release();
        releases.put(release.id(), new Owned<>(entry.accountId(), release));
        for (var line : released.lines()) {
            lines.merge(new Line(release.id(), line.holdId()), line.amount(), Amount::plus);
        }
    }

    void store(JournalEntry entry, Fact.ReservePlanStored stored) {
        plans.put(stored.plan().id(), new Owned<>(entry.accountId(), stored.plan()));
    }

    boolean hasPlans() {
        return !plans.isEmpty();
    }

    void addTo(TableRows rows, int partition, JsonText json) {
        holds.values().forEach(hold -> addHold(rows, partition, json, hold.account(), hold.thing()));
        releases.values().forEach(release -> addRelease(rows, partition, json, release.account(), release.thing()));
        lines.forEach((line, amount) ->
                rows.add(HistoryTable.RESERVE_RELEASE_LINE, line.release(), line.hold(), partition, amount));
        plans.values().forEach(plan -> addPlan(rows, partition, json, plan.account(), plan.thing()));
    }

    private static void addHold(TableRows rows, int partition, JsonText json, AccountId account, ReserveHold hold) {
        rows.add(
                HistoryTable.RESERVE_HOLD,
                hold.id(),
                account,
                hold.assetId(),
                partition,
                hold.amount(),
                hold.createdAt(),
                hold.createdBy(),
                hold.reason(),
                hold.schedule().map(ReserveSchedule::releaseAfter),
                hold.schedule().map(ReserveSchedule::scheduledRelease),
                hold.sourceType(),
                hold.reservePlan(),
                hold.sourceCharge(),
                json.of(hold.metadata()));
    }

    private static void addRelease(
            TableRows rows, int partition, JsonText json, AccountId account, ReserveRelease release) {
        rows.add(
                HistoryTable.RESERVE_RELEASE,
                release.id(),
                account,
                release.assetId(),
                partition,
                release.amount(),
                release.createdAt(),
                release.createdBy(),
                release.reason(),
                release.reserveHold(),
                release.reservePlan(),
                release.sourceTransaction().map(json::of),
                json.of(release.metadata()));
    }

    private static void addPlan(TableRows rows, int partition, JsonText json, AccountId account, ReservePlan plan) {
        rows.add(
                HistoryTable.RESERVE_PLAN,
                plan.id(),
                account,
                plan.assetId(),
                partition,
                plan.percent(),
                plan.fixedRelease().map(ReserveSchedule::releaseAfter),
                plan.fixedRelease().map(ReserveSchedule::scheduledRelease),
                plan.rollingRelease().map(ReservePlan.RollingRelease::daysAfterCharge),
                plan.rollingRelease().flatMap(ReservePlan.RollingRelease::expiresOn),
                plan.status(),
                plan.createdAt(),
                plan.createdBy(),
                plan.disablingSince(),
                plan.disabledAt(),
                json.of(plan.metadata()));
    }
}
