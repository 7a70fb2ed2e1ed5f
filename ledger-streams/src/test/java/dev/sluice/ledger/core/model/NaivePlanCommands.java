package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.PLAN_CONFLICT;
import static dev.sluice.schema.rejection.RejectionCode.PLAN_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_PLAN_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanRow;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans are made, changed and ended. */
final class NaivePlanCommands {

    private final NaiveCatalogue catalogue;
    private final NaiveOwners owners;
    private final NaiveReserves reserves;

    NaivePlanCommands(NaiveCatalogue catalogue, NaiveOwners owners, NaiveReserves reserves) {
        this.catalogue = catalogue;
        this.owners = owners;
        this.reserves = reserves;
    }

    Verdict create(Request request, CreateReservePlan create, Instant now, Verdict.Drawn drawn) {
        var faults = new NaiveFaults();
        var account = request.accountId();
        var asset = create.assetId().flatMap(catalogue::asset);
        faults.check(owners.of(request), true);
        checkFields(faults, create.releaseAfter(), create.daysAfterCharge(), create.expiresOn(), now);
        faults.add(create.assetId().isPresent() && asset.isEmpty(), ASSET_NOT_FOUND);
        faults.add(asset.isPresent() && asset.get().status() != AssetStatus.ACTIVE, ASSET_NOT_ACTIVE);
        faults.add(reserves.active(account, create.assetId(), now).isPresent(), PLAN_CONFLICT);
        if (!faults.areNone()) {
            return faults.first();
        }
        var plan = new NaivePlan(account, drawn.plan(), reserves.plans.size() + 1, create, now);
        reserves.plans.add(plan);
        return Verdict.booked(found(plan, now));
    }

    private static void checkFields(
            NaiveFaults faults,
            Optional<Instant> releaseAfter,
            Optional<Integer> days,
            Optional<Instant> expires,
            Instant now) {
        releaseAfter.ifPresent(date -> faults.add(NaiveDays.isOutOfBounds(date, now), INVALID_TIME));
        days.ifPresent(number -> faults.add(NaiveDays.isOutOfBounds(number), INVALID_FIELD));
        expires.ifPresent(end -> faults.add(end.compareTo(now) <= 0, INVALID_TIME));
    }

    private ReservePlanFound found(NaivePlan plan, Instant now) {
        return new ReservePlanFound(new ReservePlanRow(
                plan.told(now), plan.asset.flatMap(catalogue::asset).map(Asset::symbol)));
    }

    Verdict update(Request request, UpdateReservePlan update, Instant now) {
        var faults = new NaiveFaults();
        var found = reserves.plan(request.accountId(), update.reservePlan());
        var expires = update.expiresOn().after(Optional.empty());
        var isOnlyMetadata = update.percent().isEmpty()
                && update.releaseAfter().isEmpty()
                && update.daysAfterCharge().isEmpty()
                && update.expiresOn() instanceof Change.Keep<Instant>;
        faults.check(owners.of(request), false);
        checkFields(faults, update.releaseAfter(), update.daysAfterCharge(), expires, now);
        faults.add(found.isEmpty(), RESERVE_PLAN_NOT_FOUND);
        found.ifPresent(plan -> {
            var ofRolling = update.daysAfterCharge().isPresent() || expires.isPresent();
            faults.add(plan.isFixed() ? ofRolling : update.releaseAfter().isPresent(), UNSUITABLE_FIELD);
            faults.add(
                    NaiveMetadata.isTooMuch(NaiveMetadata.after(plan.metadata, update.metadata())), UNSUITABLE_FIELD);
            faults.add(!isOnlyMetadata && !plan.isActive(now), PLAN_NOT_ACTIVE);
        });
        if (!faults.areNone()) {
            return faults.first();
        }
        var plan = found.orElseThrow();
        var before = plan.told(now);
        plan.percent = update.percent().orElse(plan.percent);
        plan.releaseAfter = update.releaseAfter().or(() -> plan.releaseAfter);
        plan.days = update.daysAfterCharge().or(() -> plan.days);
        plan.expires = plan.isFixed() ? plan.expires : update.expiresOn().after(plan.expires);
        plan.metadata = NaiveMetadata.after(plan.metadata, update.metadata());
        return plan.told(now).equals(before) ? Verdict.told(found(plan, now)) : Verdict.booked(found(plan, now));
    }

    Verdict disable(Request request, DisableReservePlan disable, Instant now) {
        var faults = new NaiveFaults();
        var found = reserves.plan(request.accountId(), disable.reservePlan());
        faults.check(owners.of(request), false);
        faults.add(found.isEmpty(), RESERVE_PLAN_NOT_FOUND);
        found.ifPresent(plan -> faults.add(plan.status(now) == ReservePlanStatus.EXPIRED, PLAN_NOT_ACTIVE));
        if (!faults.areNone()) {
            return faults.first();
        }
        var plan = found.orElseThrow();
        if (plan.disabled.isPresent()) {
            return Verdict.told(found(plan, now));
        }
        plan.disable(
                now,
                reserves.holds.stream()
                        .filter(hold -> hold.plan.equals(found) && hold.isReleasable())
                        .map(hold -> hold.pot.asset)
                        .collect(Collectors.toSet()));
        return Verdict.booked(found(plan, now));
    }
}
