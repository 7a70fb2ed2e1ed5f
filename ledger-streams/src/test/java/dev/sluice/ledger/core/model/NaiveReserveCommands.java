package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.AMOUNT_EXCEEDS_RELEASABLE;
import static dev.sluice.schema.rejection.RejectionCode.ASSET_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.HOLD_NOT_OPEN;
import static dev.sluice.schema.rejection.RejectionCode.INSUFFICIENT_BALANCE;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_TIME;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_HOLD_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.RESERVE_RELEASE_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.model.NaivePot.Hold;
import dev.sluice.ledger.core.model.NaivePot.Lot;
import dev.sluice.ledger.core.model.NaivePot.Taken;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.reply.ReserveReleaseRow;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.ReserveCommand;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldOrigin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;

/** Value is reserved and given back before its time. What is done with plans is beside this. */
final class NaiveReserveCommands {

    private final NaiveCatalogue catalogue;
    private final NaiveOwners owners;
    private final NaivePots pots;
    private final NaiveReserves reserves;
    private final NaivePlanCommands plans;

    NaiveReserveCommands(NaiveCatalogue catalogue, NaiveOwners owners, NaivePots pots, NaiveReserves reserves) {
        this.catalogue = catalogue;
        this.owners = owners;
        this.pots = pots;
        this.reserves = reserves;
        this.plans = new NaivePlanCommands(catalogue, owners, reserves);
    }

    Verdict answer(Request request, ReserveCommand command, Instant now, Verdict.Drawn drawn) {
        return switch (command) {
            case CreateReserveHold create -> create(request, create, now, drawn);
            case UpdateReserveHold update -> update(request, update, now);
            case CreateReserveRelease create -> create(request, create, now, drawn);
            case UpdateReserveRelease update -> update(request, update);
            case CreateReservePlan create -> plans.create(request, create, now, drawn);
            case UpdateReservePlan update -> plans.update(request, update, now);
            case DisableReservePlan disable -> plans.disable(request, disable, now);
        };
    }

    /** Reserves name no program: the one that the asset was made in has to allow it. */
    private Optional<Program> programOf(Asset asset) {
        return catalogue.program(asset.programIds().getFirst());
    }

    private static BigDecimal ofUnits(long smallestUnits, Asset asset) {
        return BigDecimal.valueOf(smallestUnits).movePointLeft(asset.scale());
    }

    private Verdict create(Request request, CreateReserveHold create, Instant now, Verdict.Drawn drawn) {
        var faults = new NaiveFaults();
        faults.add(NaiveDays.isOutOfBounds(create.releaseAfter(), now), INVALID_TIME);
        faults.check(owners.of(request), true);
        var found = catalogue.asset(create.assetId());
        faults.add(found.isEmpty(), ASSET_NOT_FOUND);
        found.ifPresent(asset -> {
            var amount = ofUnits(create.smallestUnits(), asset);
            var pot = pots.pot(request.accountId(), asset);
            faults.check(programOf(asset), found, true, true);
            faults.checkLimit(amount, found);
            faults.add(amount.compareTo(NaivePot.sum(pot.pieces(Bucket.AVAILABLE))) > 0, INSUFFICIENT_BALANCE);
        });
        if (!faults.areNone()) {
            return faults.first();
        }
        var asset = found.orElseThrow();
        var amount = ofUnits(create.smallestUnits(), asset);
        var pot = pots.pot(request.accountId(), asset);
        var hold = new Hold(
                drawn.hold(0),
                pot.holds.size() + 1,
                asset.programIds().getFirst(),
                amount,
                HoldOrigin.RESERVE,
                Optional.empty(),
                now,
                Optional.empty());
        pot.holds.add(hold);
        for (var part : Taken.upTo(pot.pieces(Bucket.AVAILABLE), amount)) {
            pot.take(part.piece(), part.amount());
            pot.add(part.piece().lot, Bucket.HELD, Optional.of(hold), part.amount());
        }
        var reserved =
                new NaiveReserved(reserves, request.accountId(), pot, hold, create.releaseAfter(), create.sourceType());
        reserved.metadata = NaiveMetadata.first(create.metadata());
        reserves.add(reserved);
        return Verdict.booked(new ReserveHoldFound(reserved.row(asset.symbol())));
    }

    private Verdict update(Request request, UpdateReserveHold update, Instant now) {
        var faults = new NaiveFaults();
        var found = reserves.hold(request.accountId(), update.reserveHold());
        var date = update.releaseAfter();
        faults.check(owners.of(request), false);
        faults.add(date.isPresent() && NaiveDays.isTooSoon(date.get(), now), INVALID_TIME);
        faults.add(found.isEmpty(), RESERVE_HOLD_NOT_FOUND);
        found.ifPresent(hold -> {
            faults.add(
                    NaiveMetadata.isTooMuch(NaiveMetadata.after(hold.metadata, update.metadata())), UNSUITABLE_FIELD);
            faults.add(date.isPresent() && hold.releaseAfter.isEmpty(), UNSUITABLE_FIELD);
            faults.add(date.isPresent() && NaiveDays.isTooLate(date.get(), hold.hold.created), INVALID_TIME);
            faults.add(date.isPresent() && !hold.isReleasable(), HOLD_NOT_OPEN);
        });
        if (!faults.areNone()) {
            return faults.first();
        }
        var hold = found.orElseThrow();
        var before = hold.told();
        hold.releaseAfter = date.or(() -> hold.releaseAfter);
        hold.metadata = NaiveMetadata.after(hold.metadata, update.metadata());
        var result = new ReserveHoldFound(hold.row(symbol(hold.pot)));
        return hold.told().equals(before) ? Verdict.told(result) : Verdict.booked(result);
    }

    private String symbol(NaivePot pot) {
        return catalogue.asset(pot.asset).orElseThrow().symbol();
    }

    private Verdict create(Request request, CreateReserveRelease create, Instant now, Verdict.Drawn drawn) {
        var faults = new NaiveFaults();
        var found = reserves.hold(request.accountId(), create.reserveHold());
        faults.check(owners.of(request), true);
        faults.add(found.isEmpty(), RESERVE_HOLD_NOT_FOUND);
        found.ifPresent(hold -> {
            var asset = catalogue.asset(hold.pot.asset);
            faults.check(programOf(asset.orElseThrow()), asset, false, true);
            faults.add(
                    create.assetId().isPresent() && !create.assetId().get().equals(hold.pot.asset), UNSUITABLE_FIELD);
            faults.add(!hold.isReleasable(), HOLD_NOT_OPEN);
            create.smallestUnits().ifPresent(units -> {
                var amount = ofUnits(units, asset.orElseThrow());
                faults.checkLimit(amount, asset);
                faults.add(amount.compareTo(hold.hold.remaining()) > 0, AMOUNT_EXCEEDS_RELEASABLE);
            });
        });
        if (!faults.areNone()) {
            return faults.first();
        }
        var hold = found.orElseThrow();
        var pot = hold.pot;
        var asset = catalogue.asset(pot.asset).orElseThrow();
        var amount = create.smallestUnits().map(units -> ofUnits(units, asset)).orElse(hold.hold.remaining());
        var under = pot.pieces(Bucket.HELD).stream()
                .filter(piece -> piece.hold.equals(Optional.of(hold.hold)))
                .toList();
        var broken = new HashSet<Lot>();
        for (var part : Taken.upTo(under, amount)) {
            pot.release(part.piece(), part.amount(), now, broken);
        }
        pot.finish(broken);
        var release = new NaiveRelease(drawn.release(0), hold, amount, Optional.empty(), now);
        release.metadata = NaiveMetadata.first(create.metadata());
        reserves.releases.add(release);
        return Verdict.booked(new ReserveReleaseFound(new ReserveReleaseRow(release.told(), asset.symbol())));
    }

    private Verdict update(Request request, UpdateReserveRelease update) {
        var faults = new NaiveFaults();
        var found = reserves.release(request.accountId(), update.reserveRelease());
        faults.check(owners.of(request), false);
        faults.add(found.isEmpty(), RESERVE_RELEASE_NOT_FOUND);
        found.ifPresent(release -> faults.add(
                NaiveMetadata.isTooMuch(NaiveMetadata.after(release.metadata, update.metadata())), UNSUITABLE_FIELD));
        if (!faults.areNone()) {
            return faults.first();
        }
        var release = found.orElseThrow();
        var before = release.told();
        release.metadata = NaiveMetadata.after(release.metadata, update.metadata());
        var result = new ReserveReleaseFound(new ReserveReleaseRow(release.told(), symbol(release.pot)));
        return release.told().equals(before) ? Verdict.told(result) : Verdict.booked(result);
    }
}
