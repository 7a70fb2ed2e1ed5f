package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.FirstReleaseThings.ANN;
import static dev.sluice.ledger.store.FirstReleaseThings.MILES;
import static dev.sluice.ledger.store.FirstReleaseThings.NOW;
import static dev.sluice.ledger.store.FirstReleaseThings.POINTS;

import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReserveIndex;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.request.SourceTransaction;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The reserves that the frozen rows of the first release describe, as {@link FirstReleaseThings} has it of all else. */
final class FirstReleaseReserves {

    private static final ReserveSchedule SCHEDULE =
            new ReserveSchedule(NOW.plus(Duration.ofDays(30)), Instant.parse("2026-04-01T00:00:00Z"));
    private static final ReservePlanId ROLLING = new ReservePlanId(id(0x301));
    private static final ReservePlanId FIXED = new ReservePlanId(id(0x302));

    static final ReserveHold HOLD = new ReserveHold(
            hold(0x311),
            POINTS,
            Amount.parse("1.00"),
            NOW,
            ReserveCreator.SYSTEM,
            ReserveHoldReason.CHARGE,
            Optional.of(SCHEDULE),
            ReserveSourceType.FPX,
            Optional.of(ROLLING),
            Optional.of("ch_1 ä😀"),
            Map.of("case", "", "key", "value"));
    static final ReserveHold HOLD_WITH_LITTLE = new ReserveHold(
            hold(0x312),
            MILES,
            Amount.parse("1"),
            NOW,
            ReserveCreator.APPLICATION,
            ReserveHoldReason.STANDALONE,
            Optional.empty(),
            ReserveSourceType.CARD,
            Optional.empty(),
            Optional.empty(),
            Map.of());

    static final ReserveRelease RELEASE = new ReserveRelease(
            new ReserveReleaseId(id(0x321)),
            POINTS,
            Amount.parse("0.10"),
            NOW,
            ReserveCreator.SYSTEM,
            ReserveReleaseReason.HOLD_REVERSED,
            Optional.of(HOLD.id()),
            Optional.of(ROLLING),
            Optional.of(new SourceTransaction(SourceTransactionType.DISPUTE, "du_1", "ch_1 ä😀")),
            Map.of("key", "value"));
    static final ReserveRelease RELEASE_WITH_LITTLE = new ReserveRelease(
            new ReserveReleaseId(id(0x322)),
            MILES,
            Amount.parse("1"),
            NOW,
            ReserveCreator.APPLICATION,
            ReserveReleaseReason.HOLD_RELEASED_EARLY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    static final ReservePlan PLAN = new ReservePlan(
            ROLLING,
            Optional.of(POINTS),
            33,
            Optional.empty(),
            Optional.of(new ReservePlan.RollingRelease(30, Optional.of(NOW))),
            ReservePlanStatus.DISABLING,
            NOW,
            ReserveCreator.APPLICATION,
            Optional.of(NOW),
            Optional.of(NOW.plus(Duration.ofDays(1))),
            Map.of("key", "value"));
    static final ReservePlan PLAN_WITH_LITTLE = new ReservePlan(
            FIXED,
            Optional.empty(),
            1,
            Optional.of(SCHEDULE),
            Optional.empty(),
            ReservePlanStatus.ACTIVE,
            NOW,
            ReserveCreator.SYSTEM,
            Optional.empty(),
            Optional.empty(),
            Map.of());

    static final List<ReservePlanId> LIVE_PLANS = List.of(ROLLING, FIXED);
    static final PlanHolds PLAN_HOLDS = new PlanHolds(
            new PlanHolds.Key(ANN, ROLLING), new TreeMap<>(Map.of(POINTS, HOLD.id(), MILES, hold(0x314))));
    static final List<PlanHolds.Open> OPEN_HOLDS = List.of(
            new PlanHolds.Open(PLAN_HOLDS.key(), POINTS, HOLD.id()),
            new PlanHolds.Open(PLAN_HOLDS.key(), POINTS, hold(0x313)),
            new PlanHolds.Open(PLAN_HOLDS.key(), MILES, hold(0x314)));

    static final List<ReserveIndex.Entry> LISTED = List.of(
            new ReserveIndex.Entry(ANN, ReserveIndex.HOLDS_OF_PLAN, id(0x301), id(0x311)),
            new ReserveIndex.Entry(ANN, ReserveIndex.HOLDS_OF_RELEASE, id(0x321), id(0x311)),
            new ReserveIndex.Entry(ANN, ReserveIndex.RELEASES_OF_HOLD, id(0x311), id(0x321)),
            new ReserveIndex.Entry(ANN, ReserveIndex.RELEASES_OF_PLAN, id(0x301), id(0x321)));

    private FirstReleaseReserves() {}

    private static UUID id(int number) {
        return FirstReleaseThings.hold(number).value();
    }

    private static HoldId hold(int number) {
        return FirstReleaseThings.hold(number);
    }
}
