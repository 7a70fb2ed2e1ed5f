package dev.sluice.ledger.simulation;

import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReserveHoldRow;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleasePage;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.reply.Result;
import dev.sluice.schema.value.ReservePlanStatus;
import java.util.Optional;

/** The answers to callers about reserves at the moment of a decision, compared with what the journal says of them by then. */
final class ReserveAnswers {

    private final ReserveAudit audit;

    ReserveAnswers(ReserveAudit audit) {
        this.audit = audit;
    }

    void check(Result result) {
        switch (result) {
            case ReserveHoldFound found -> asItIs(found.hold());
            case ReserveHoldPage page -> page.data().forEach(this::asItIs);
            case ReserveReleaseFound found -> asItIs(found.release());
            case ReserveReleasePage page -> page.data().forEach(this::asItIs);
            case ReservePlanFound found -> asItIs(found.plan().plan());
            case ReservePlanPage page -> page.data().forEach(row -> asItIs(row.plan()));
            default -> {}
        }
    }

    private void asItIs(ReserveHoldRow told) {
        BrokenInvariant.unless(
                audit.hold(told.hold().id()).equals(Optional.of(told.hold())),
                "What is told of a reserve hold is what was booked last",
                told);
        BrokenInvariant.unless(
                audit.remaining(told.hold().id())
                                .compareTo(told.amountReleasable().value())
                        == 0,
                "What is told to be releasable is what remains",
                told);
    }

    private void asItIs(ReserveReleaseRow told) {
        BrokenInvariant.unless(
                audit.release(told.release().id()).equals(Optional.of(told.release())),
                "What is told of a reserve release is what was booked last",
                told);
    }

    /** Of what it is by then the journal says nothing where that follows from what its holds have and from the time. */
    private void asItIs(ReservePlan told) {
        var booked = audit.plan(told.id()).orElseThrow(() -> new AssertionError("Nobody made this plan: " + told));
        var fits = switch (told.status()) {
            case ACTIVE -> booked.status() == ReservePlanStatus.ACTIVE;
            case EXPIRED -> booked.status() == ReservePlanStatus.ACTIVE || booked.status() == ReservePlanStatus.EXPIRED;
            case DISABLING -> booked.status() == ReservePlanStatus.DISABLING && audit.holdsAnything(told.id());
            case DISABLED -> booked.disablingSince().isPresent() && !audit.holdsAnything(told.id());
        };
        BrokenInvariant.unless(fits, "What is told of a plan's status follows from the journal, " + booked, told);
        BrokenInvariant.unless(
                withoutStatus(told).equals(withoutStatus(booked)),
                "What is told of a plan is what was booked last, " + booked,
                told);
    }

    private static ReservePlan withoutStatus(ReservePlan plan) {
        return new ReservePlan(
                plan.id(),
                plan.assetId(),
                plan.percent(),
                plan.fixedRelease(),
                plan.rollingRelease(),
                ReservePlanStatus.ACTIVE,
                plan.createdAt(),
                plan.createdBy(),
                plan.disablingSince(),
                Optional.empty(),
                plan.metadata());
    }
}
