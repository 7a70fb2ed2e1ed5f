package dev.sluice.ledger.core.model;

import dev.sluice.schema.entity.ReservePlan;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.ReserveCreator;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReservePlanStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A plan: what was said of it last, and what that makes it at an instant. */
final class NaivePlan {

    final AccountId account;
    final ReservePlanId id;
    final int number;
    final Optional<AssetId> asset;
    private final Instant created;

    int percent;
    Optional<Instant> releaseAfter;
    Optional<Integer> days;
    Optional<Instant> expires;
    Map<String, String> metadata;

    /** When it was asked to end, and when it had. */
    Optional<Instant> disabled = Optional.empty();

    private Optional<Instant> ended = Optional.empty();

    /** Of which assets it has still to give something back. */
    private final Set<AssetId> left = new TreeSet<>();

    NaivePlan(AccountId account, ReservePlanId id, int number, CreateReservePlan create, Instant now) {
        this.account = account;
        this.id = id;
        this.number = number;
        this.asset = create.assetId();
        this.created = now;
        this.percent = create.percent();
        this.releaseAfter = create.releaseAfter();
        this.days = create.daysAfterCharge();
        this.expires = create.expiresOn();
        this.metadata = NaiveMetadata.first(create.metadata());
    }

    boolean isFixed() {
        return releaseAfter.isPresent();
    }

    boolean isActive(Instant now) {
        return status(now) == ReservePlanStatus.ACTIVE;
    }

    ReservePlanStatus status(Instant now) {
        if (disabled.isPresent()) {
            return ended.isPresent() ? ReservePlanStatus.DISABLED : ReservePlanStatus.DISABLING;
        }
        var end = isFixed() ? releaseAfter.map(NaiveDays::nextMidnight) : expires;
        return end.isPresent() && end.get().compareTo(now) <= 0 ? ReservePlanStatus.EXPIRED : ReservePlanStatus.ACTIVE;
    }

    /** From now on it gives back what it holds, of each asset when that is looked at the next time. */
    void disable(Instant now, Set<AssetId> held) {
        disabled = Optional.of(now);
        left.addAll(held);
        endIfNothingIsLeft(now);
    }

    /** Somebody looks at an asset, or at all, and finds what is due there given back. */
    void lookedAt(Optional<AssetId> looked, Instant now) {
        if (disabled.isPresent() && ended.isEmpty()) {
            left.removeIf(held -> looked.isEmpty() || looked.get().equals(held));
            endIfNothingIsLeft(now);
        }
    }

    private void endIfNothingIsLeft(Instant now) {
        if (left.isEmpty()) {
            ended = Optional.of(now);
        }
    }

    ReservePlan told(Instant now) {
        return new ReservePlan(
                id,
                asset,
                percent,
                releaseAfter.map(NaiveDays::schedule),
                days.map(number -> new ReservePlan.RollingRelease(number, expires)),
                status(now),
                created,
                ReserveCreator.APPLICATION,
                disabled,
                ended,
                metadata);
    }
}
