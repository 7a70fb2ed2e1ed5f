package dev.sluice.ledger.core.model;

import dev.sluice.ledger.core.model.NaivePot.Hold;
import dev.sluice.ledger.core.model.NaivePot.Taken;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The reserves of all accounts: three lists, in the order in which things came to be. */
final class NaiveReserves {

    final List<NaiveReserved> holds = new ArrayList<>();
    final List<NaiveRelease> releases = new ArrayList<>();
    final List<NaivePlan> plans = new ArrayList<>();

    Optional<NaiveReserved> hold(AccountId account, HoldId id) {
        return holds.stream()
                .filter(hold -> hold.account.equals(account) && hold.id().equals(id))
                .findFirst();
    }

    Optional<NaiveRelease> release(AccountId account, ReserveReleaseId id) {
        return releases.stream()
                .filter(release ->
                        release.account.equals(account) && release.id().equals(id))
                .findFirst();
    }

    Optional<NaivePlan> plan(AccountId account, ReservePlanId id) {
        return plans.stream()
                .filter(plan -> plan.account.equals(account) && plan.id.equals(id))
                .findFirst();
    }

    /** The active plan of exactly this asset, or of all. */
    Optional<NaivePlan> active(AccountId account, Optional<AssetId> asset, Instant now) {
        return plans.stream()
                .filter(plan -> plan.account.equals(account) && plan.asset.equals(asset) && plan.isActive(now))
                .findFirst();
    }

    /** Holds back a plan's share of a charge, if there is a plan and anything to hold back. */
    boolean share(NaiveCharge charge, HoldId id, Instant now) {
        var pot = charge.pot();
        var plan = active(charge.account(), Optional.of(pot.asset), now)
                .or(() -> active(charge.account(), Optional.empty(), now));
        var spendable = charge.spendable().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var share = plan.map(found ->
                        percent(charge.amount(), found.percent, pot.scale).min(spendable))
                .orElse(BigDecimal.ZERO);
        if (share.signum() <= 0) {
            return false;
        }
        var hold = new Hold(
                id,
                pot.holds.size() + 1,
                charge.program(),
                share,
                HoldOrigin.RESERVE,
                Optional.of(charge.name()),
                now,
                Optional.empty());
        pot.holds.add(hold);
        var left = share;
        for (var lot : charge.spendable().entrySet()) {
            var part = left.min(lot.getValue());
            if (part.signum() > 0) {
                var piece = pot.pieces(Bucket.AVAILABLE).stream()
                        .filter(there -> there.lot == lot.getKey())
                        .findFirst()
                        .orElseThrow();
                pot.take(piece, part);
                pot.add(lot.getKey(), Bucket.HELD, Optional.of(hold), part);
                left = left.subtract(part);
            }
        }
        add(new NaiveReserved(this, charge, plan.orElseThrow(), hold, now));
        return true;
    }

    /** So many of a hundred of the smallest units; what is left of one is not held back. */
    private static BigDecimal percent(BigDecimal amount, int percent, int scale) {
        var units = amount.movePointRight(scale).toBigIntegerExact();
        var share = units.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100));
        return new BigDecimal(share, scale);
    }

    void add(NaiveReserved reserved) {
        reserved.hold.reserved = Optional.of(reserved);
        holds.add(reserved);
    }

    /** A refund used what was reserved of its charge. */
    void reversed(SourceTransaction transaction, List<Taken> taken, List<ReserveReleaseId> ids, Instant now) {
        var ofHolds = new LinkedHashMap<Hold, BigDecimal>();
        taken.forEach(part -> ofHolds.merge(part.piece().hold.orElseThrow(), part.amount(), BigDecimal::add));
        var next = ids.iterator();
        ofHolds.forEach((hold, amount) -> {
            var id = next.hasNext()
                    ? next.next()
                    : Verdict.Drawn.nothing(List.of()).release(0);
            releases.add(new NaiveRelease(id, hold.reserved.orElseThrow(), amount, Optional.of(transaction), now));
        });
    }

    /** Time has come for all that is left of a hold. */
    void givenBack(NaiveReserved hold, NaiveReserved.End end) {
        var release = releases.stream()
                .filter(there -> there.isOf(hold, end))
                .findFirst()
                .orElseGet(() -> {
                    var opened = new NaiveRelease(hold, end);
                    releases.add(opened);
                    return opened;
                });
        release.lines.put(hold, hold.hold.remaining());
    }

    /** The ledger tells what time brought: the same as here, under ids that only it knows. */
    void learn(List<Verdict.GivenBack> told) {
        for (var given : told) {
            var release = given.fact().release();
            var here = releases.stream()
                    .filter(there -> there.id.isEmpty()
                            && there.account.equals(given.account())
                            && there.pot.asset.equals(release.assetId())
                            && there.plan.equals(release.reservePlan())
                            && there.reason == release.reason()
                            && there.at.equals(release.createdAt()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The naive ledger gave nothing back like " + given));
            here.id = Optional.of(release.id());
            if (!here.asFact().equals(given.fact())) {
                throw new AssertionError("Expected what the naive ledger gave back:\n    " + here.asFact()
                        + "\n    but got " + given.fact());
            }
        }
    }

    /** A request concerns one asset of an account, or all that it has; a transfer concerns its recipients, too. */
    void lookAt(Request request, Instant now) {
        var asset = request.operation() instanceof BalanceCommand command
                ? Optional.of(command.assetId())
                : Optional.<AssetId>empty();
        lookAt(request.accountId(), asset, now);
        if (request.operation() instanceof Transfer transfer) {
            transfer.recipients().forEach(recipient -> lookAt(recipient.accountId(), asset, now));
        }
    }

    private void lookAt(AccountId account, Optional<AssetId> asset, Instant now) {
        plans.stream().filter(plan -> plan.account.equals(account)).forEach(plan -> plan.lookedAt(asset, now));
    }
}
