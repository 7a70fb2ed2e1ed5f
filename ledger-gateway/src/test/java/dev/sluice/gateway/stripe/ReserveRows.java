package dev.sluice.gateway.stripe;

import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.entity.ReserveRelease;
import dev.sluice.schema.entity.ReserveSchedule;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import dev.sluice.schema.value.ReserveReleaseId;
import dev.sluice.schema.value.ReserveReleaseReason;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers about reserves as a ledger would give them, with ids that differ in their last digits. */
final class ReserveRows {

    static final AssetId USD = AssetId.ofSymbol("usd");
    static final Instant CREATED = Instant.ofEpochSecond(1_790_000_000);
    static final ReserveSchedule SCHEDULE =
            new ReserveSchedule(Instant.ofEpochSecond(1_798_761_600), Instant.ofEpochSecond(1_798_848_000));

    private static final String DIGITS = "019de2fb19007decb83cee4979470000";

    private ReserveRows() {}

    /** The UUID behind an id that ends with this number. */
    static UUID uuid(int number) {
        return new UUID(0x019de2fb19007decL, 0xb83cee4979470000L + number);
    }

    static String holdId(int number) {
        return "reshold_" + digits(number);
    }

    static String releaseId(int number) {
        return "resrel_" + digits(number);
    }

    static String planId(int number) {
        return "resplan_" + digits(number);
    }

    private static String digits(int number) {
        return DIGITS.substring(0, 28) + "%04x".formatted(number);
    }

    /** A hold of 100.00, of which 95.00 are left. */
    static ReserveHoldRow hold(int number) {
        return hold(number, "95.00", Optional.empty());
    }

    static ReserveHoldRow holdOfPlan(int number, int plan) {
        return hold(number, "0.00", Optional.of(new ReservePlanId(uuid(plan))));
    }

    private static ReserveHoldRow hold(int number, String releasable, Optional<ReservePlanId> plan) {
        return new ReserveHoldRow(
                new ReserveHold(
                        new HoldId(uuid(number)),
                        USD,
                        Amount.parse("100.00"),
                        CREATED,
                        plan.isPresent() ? ReserveCreator.SYSTEM : ReserveCreator.APPLICATION,
                        plan.isPresent() ? ReserveHoldReason.CHARGE : ReserveHoldReason.STANDALONE,
                        Optional.of(SCHEDULE),
                        ReserveSourceType.BANK_ACCOUNT,
                        plan,
                        plan.map(id -> "ch_17"),
                        Map.of("order", "17")),
                "USD",
                Amount.parse(releasable),
                SCHEDULE);
    }

    /** A release of 5.00 that a call asked for. */
    static ReserveReleaseRow release(int number, int hold) {
        return release(number, Optional.of(new HoldId(uuid(hold))), Optional.empty());
    }

    /** A release by the schedule of a plan, of many holds. */
    static ReserveReleaseRow releaseOfPlan(int number, int plan) {
        return release(number, Optional.empty(), Optional.of(new ReservePlanId(uuid(plan))));
    }

    private static ReserveReleaseRow release(int number, Optional<HoldId> hold, Optional<ReservePlanId> plan) {
        return new ReserveReleaseRow(
                new ReserveRelease(
                        new ReserveReleaseId(uuid(number)),
                        USD,
                        Amount.parse("5.00"),
                        CREATED,
                        plan.isPresent() ? ReserveCreator.SYSTEM : ReserveCreator.APPLICATION,
                        plan.isPresent()
                                ? ReserveReleaseReason.BULK_HOLD_EXPIRY
                                : ReserveReleaseReason.HOLD_RELEASED_EARLY,
                        hold,
                        plan,
                        Optional.empty(),
                        Map.of("ticket", "A-3")),
                "USD");
    }

    static ReservePlanRow plan(int number) {
        return plan(
                number,
                ReservePlanStatus.ACTIVE,
                Optional.empty(),
                Optional.of(new ReservePlan.RollingRelease(30, Optional.empty())),
                Optional.of("USD"));
    }

    static ReservePlanRow plan(
            int number,
            ReservePlanStatus status,
            Optional<ReserveSchedule> fixed,
            Optional<ReservePlan.RollingRelease> rolling,
            Optional<String> symbol) {
        var end =
                status == ReservePlanStatus.DISABLED ? Optional.of(CREATED.plusSeconds(60)) : Optional.<Instant>empty();
        return new ReservePlanRow(
                new ReservePlan(
                        new ReservePlanId(uuid(number)),
                        symbol.map(AssetId::ofSymbol),
                        10,
                        fixed,
                        rolling,
                        status,
                        CREATED,
                        ReserveCreator.APPLICATION,
                        end,
                        end,
                        Map.of()),
                symbol);
    }
}
