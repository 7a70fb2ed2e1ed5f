package dev.sluice.ledger.core.reserve;

import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.PLAN_CONFLICT;
import static dev.sluice.schema.rejection.RejectionCode.PLAN_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.CatalogChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Accepted;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.PlanHolds;
import dev.sluice.ledger.core.state.ReservePlans;
import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the rules by which part of each charge is reserved, changes them, and ends them. */
final class ReservePlanDecider {

    private ReservePlanDecider() {}

    static Decision decide(LedgerView view, Request request, CreateReservePlan create) {
        var terms = view.reserves().terms();
        var refused = create.daysAfterCharge()
                .flatMap(days -> ReleaseDates.refusal(terms, days))
                .or(() -> create.releaseAfter()
                        .flatMap(date -> ReleaseDates.refusal(terms, date, view.now(), view.now())))
                .or(() -> create.expiresOn().flatMap(end -> tooEarly(end, view.now())))
                .or(() -> unknownAsset(view, create))
                .or(() -> ReserveRefusals.owner(view, request))
                .or(() -> inactiveAsset(view, create))
                .or(() -> ReserveRefusals.activeOwner(view, request));
        if (refused.isPresent()) {
            return refused.get();
        }
        var inTheWay = ReservePlans.of(view.reserves(), request.accountId(), create.assetId(), view.now());
        if (inTheWay.isPresent()) {
            return Refused.because(
                    PLAN_CONFLICT,
                    "Expected no active plan for the same charges, but there is %s",
                    inTheWay.get().id());
        }

        // From here on the plan must be made.
        var plan = new ReservePlan(
                view.nextIds().reservePlan(1),
                create.assetId(),
                create.percent(),
                create.releaseAfter().map(terms::schedule),
                create.daysAfterCharge().map(days -> new ReservePlan.RollingRelease(days, create.expiresOn())),
                ReservePlanStatus.ACTIVE,
                view.now(),
                ReserveCreator.APPLICATION,
                Optional.empty(),
                Optional.empty(),
                ReserveMetadata.first(create.metadata()));
        var facts = new ArrayList<Fact>(2);
        ReservePlans.live(view.reserves(), request.accountId(), create.assetId())
                .map(over -> ReservePlans.asOf(over, view.now()))
                .ifPresent(expired -> facts.add(new Fact.ReservePlanStored(expired)));
        facts.add(new Fact.ReservePlanStored(plan));
        return new Accepted(
                ReserveEntries.saying(view, request, facts), new ReservePlanFound(ReserveReplies.of(view, plan)));
    }

    private static Optional<Refused> tooEarly(Instant expiresOn, Instant now) {
        return expiresOn.isAfter(now)
                ? Optional.empty()
                : Optional.of(Refused.atField(
                        INVALID_TIME, "expires_on", "Expected a time after now (%s), but got %s", now, expiresOn));
    }

    private static Optional<Refused> unknownAsset(LedgerView view, CreateReservePlan create) {
        return create.assetId().filter(asset -> view.asset(asset).isEmpty()).map(AccountChecks::assetNotFound);
    }

    private static Optional<Refused> inactiveAsset(LedgerView view, CreateReservePlan create) {
        return create.assetId()
                .flatMap(view::asset)
                .flatMap(CatalogChecks::notActive)
                .map(Refused::new);
    }

    static Decision decide(LedgerView view, Request request, UpdateReservePlan update) {
        var found = view.reserves().plan(request.accountId(), update.reservePlan());
        var metadata = found.map(plan -> ReserveMetadata.merged(plan.metadata(), update.metadata()));
        var refused = outOfBounds(view, update)
                .or(() -> found.flatMap(plan -> ofOtherKind(plan, update)))
                .or(() -> metadata.flatMap(ReserveMetadata::refusal))
                .or(() -> ReserveRefusals.owner(view, request))
                .or(() -> found.isEmpty()
                        ? Optional.of(ReserveRefusals.notFound(update.reservePlan()))
                        : Optional.empty())
                .or(() -> changesMoreThanMetadata(update) ? notActive(view, found.orElseThrow()) : Optional.empty());
        if (refused.isPresent()) {
            return refused.get();
        }

        // From here on the change must succeed.
        var before = found.orElseThrow();
        var after = new ReservePlan(
                before.id(),
                before.assetId(),
                update.percent().orElse(before.percent()),
                update.releaseAfter().map(view.reserves().terms()::schedule).or(before::fixedRelease),
                before.rollingRelease()
                        .map(rolling -> new ReservePlan.RollingRelease(
                                update.daysAfterCharge().orElse(rolling.daysAfterCharge()),
                                update.expiresOn().after(rolling.expiresOn()))),
                before.status(),
                before.createdAt(),
                before.createdBy(),
                before.disablingSince(),
                before.disabledAt(),
                metadata.orElseThrow());
        return after.equals(before) ? told(view, before) : stored(view, request, after);
    }

    private static Optional<Refused> outOfBounds(LedgerView view, UpdateReservePlan update) {
        var terms = view.reserves().terms();
        return update.daysAfterCharge()
                .flatMap(days -> ReleaseDates.refusal(terms, days))
                .or(() -> update.releaseAfter()
                        .flatMap(date -> ReleaseDates.refusal(terms, date, view.now(), view.now())))
                .or(() -> expiresOn(update).flatMap(end -> tooEarly(end, view.now())));
    }

    /** The end that the plan is to get, if it is to get one. */
    private static Optional<Instant> expiresOn(UpdateReservePlan update) {
        return update.expiresOn().after(Optional.empty());
    }

    private static Optional<Refused> ofOtherKind(ReservePlan plan, UpdateReservePlan update) {
        var isOfFixedDate = plan.fixedRelease().isPresent();
        if (isOfFixedDate
                && (update.daysAfterCharge().isPresent() || expiresOn(update).isPresent())) {
            return Optional.of(Refused.atField(
                    UNSUITABLE_FIELD,
                    update.daysAfterCharge().isPresent() ? "days_after_charge" : "expires_on",
                    "Expected no field of a plan without a fixed date, since this plan has one"));
        }
        if (!isOfFixedDate && update.releaseAfter().isPresent()) {
            return Optional.of(Refused.atField(
                    UNSUITABLE_FIELD,
                    "release_after",
                    "Expected no field of a plan with a fixed date, since this plan has none"));
        }
        return Optional.empty();
    }

    /** One that is not active changes nothing but its metadata. */
    private static boolean changesMoreThanMetadata(UpdateReservePlan update) {
        return update.percent().isPresent()
                || update.releaseAfter().isPresent()
                || update.daysAfterCharge().isPresent()
                || !update.expiresOn().equals(new Change.Keep<Instant>());
    }

    private static Optional<Refused> notActive(LedgerView view, ReservePlan plan) {
        var status = ReservePlans.asOf(plan, view.now()).status();
        return status == ReservePlanStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(Refused.because(
                        PLAN_NOT_ACTIVE, "Expected plan %s to be ACTIVE, but it is %s", plan.id(), status));
    }

    static Decision decide(LedgerView view, Request request, DisableReservePlan disable) {
        var noOwner = ReserveRefusals.owner(view, request);
        if (noOwner.isPresent()) {
            return noOwner.get();
        }
        var found = view.reserves().plan(request.accountId(), disable.reservePlan());
        if (found.isEmpty()) {
            return ReserveRefusals.notFound(disable.reservePlan());
        }
        var plan = found.get();
        return switch (ReservePlans.asOf(plan, view.now()).status()) {
            case DISABLING, DISABLED -> told(view, plan);
            case EXPIRED -> notActive(view, plan).orElseThrow();
            case ACTIVE -> {
                var key = new PlanHolds.Key(request.accountId(), plan.id());
                var holdsNothing = view.reserves().planHolds(key).isEmpty();
                yield stored(
                        view,
                        request,
                        holdsNothing
                                ? ReservePlans.disabled(plan, view.now())
                                : ReservePlans.disabling(plan, view.now()));
            }
        };
    }

    private static Decision told(LedgerView view, ReservePlan plan) {
        return new Answered(new ReservePlanFound(ReserveReplies.of(view, plan)));
    }

    private static Decision stored(LedgerView view, Request request, ReservePlan plan) {
        return new Accepted(
                ReserveEntries.saying(view, request, List.of(new Fact.ReservePlanStored(plan))),
                new ReservePlanFound(ReserveReplies.of(view, plan)));
    }
}
