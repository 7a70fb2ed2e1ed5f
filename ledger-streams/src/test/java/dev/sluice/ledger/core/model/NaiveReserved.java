package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.model.NaivePot.Hold;
import dev.sluice.schema.entity.ReserveHold;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReserveHoldReason;
import dev.sluice.schema.value.ReserveReleaseReason;
import dev.sluice.schema.value.ReserveSourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The reserve that a hold is: of a plan, or of none. */
final class NaiveReserved {

    /** More than one plan ever has. */
    private static final long HOLDS_OF_A_PLAN = 1_000_000;

    final AccountId account;
    final NaivePot pot;
    final Hold hold;
    final Optional<NaivePlan> plan;
    private final NaiveReserves reserves;
    private final ReserveSourceType source;

    /** Absent where it follows the date of its plan. */
    Optional<Instant> releaseAfter;

    Map<String, String> metadata = Map.of();

    NaiveReserved(NaiveReserves reserves, NaiveCharge charge, NaivePlan plan, Hold hold, Instant now) {
        this.reserves = reserves;
        this.account = charge.account();
        this.pot = charge.pot();
        this.hold = hold;
        this.plan = Optional.of(plan);
        this.source = ReserveSourceType.CARD;
        this.releaseAfter = plan.days.map(days -> NaiveDays.after(now, days));
    }

    NaiveReserved(
            NaiveReserves reserves,
            AccountId account,
            NaivePot pot,
            Hold hold,
            Instant releaseAfter,
            Optional<ReserveSourceType> source) {
        this.reserves = reserves;
        this.account = account;
        this.pot = pot;
        this.hold = hold;
        this.plan = Optional.empty();
        this.source = source.orElse(ReserveSourceType.CARD);
        this.releaseAfter = Optional.of(releaseAfter);
    }

    HoldId id() {
        return hold.id;
    }

    boolean isReleasable() {
        return hold.remaining().signum() > 0;
    }

    /**
     * The end of a reserve: the instant at which all that is left is given back, and the reason.
     *
     * @param isOfPlan whether the whole plan gives back, and not each hold by itself
     * @param number which comes first of what ends in the same way at one instant
     */
    record End(Instant at, boolean isOfPlan, ReserveReleaseReason reason, long number) {}

    End end() {
        var ofPlan = plan.map(found -> found.number * HOLDS_OF_A_PLAN).orElse(0L) + hold.number;
        var disabled = plan.flatMap(found -> found.disabled);
        if (disabled.isPresent()) {
            return new End(disabled.get(), true, ReserveReleaseReason.PLAN_DISABLED, ofPlan);
        }
        var at = NaiveDays.nextMidnight(date());
        return releaseAfter.isPresent()
                ? new End(at, false, ReserveReleaseReason.BULK_HOLD_EXPIRY, hold.number)
                : new End(at, true, ReserveReleaseReason.BULK_HOLD_EXPIRY, ofPlan);
    }

    private Instant date() {
        return releaseAfter.or(() -> plan.flatMap(found -> found.releaseAfter)).orElseThrow();
    }

    void givesBack(End end) {
        reserves.givenBack(this, end);
    }

    ReserveHold told() {
        return new ReserveHold(
                id(),
                pot.asset,
                pot.amount(hold.amount),
                hold.created,
                plan.isPresent() ? ReserveCreator.SYSTEM : ReserveCreator.APPLICATION,
                plan.isPresent() ? ReserveHoldReason.CHARGE : ReserveHoldReason.STANDALONE,
                releaseAfter.map(NaiveDays::schedule),
                source,
                plan.map(found -> found.id),
                hold.reference,
                metadata);
    }

    ReserveHoldRow row(String symbol) {
        return new ReserveHoldRow(told(), symbol, pot.amount(hold.remaining()), NaiveDays.schedule(date()));
    }
}
