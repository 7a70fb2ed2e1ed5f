package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.Capture;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.Reverse;
import dev.sluice.schema.request.SourceTransaction;
import dev.sluice.schema.request.VoidHold;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.SourceTransactionType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Credits, debits, holds, and what becomes of holds. */
final class BalanceRequests {

    private final Chance chance;

    BalanceRequests(Chance chance) {
        this.chance = chance;
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(300, Credit.class, this::credit);
        makers.make(120, Debit.class, this::debit);
        makers.make(240, Hold.class, () -> {
            chance.turnToWhoHas(Bucket.AVAILABLE);
            var lots = chance.lotIds();
            var from = chance.sometimes(12, chance::someTime);
            return new Hold(
                    chance.program(),
                    chance.asset.id,
                    "Hold",
                    chance.sometimes(1.3, chance::amount),
                    chance.sometimes(20, () -> chance.oneOf(Bucket.values())),
                    lots,
                    from,
                    chance.sometimes(12, () -> chance.later(from)),
                    chance.reference(),
                    chance.sometimes(2, chance::later),
                    Map.of());
        });
        makers.make(160, Release.class, () -> {
            chance.turnToWhoHas(Bucket.HELD);
            var lots = chance.lotIds();
            var from = chance.sometimes(12, chance::someTime);
            return new Release(
                    chance.program(),
                    chance.asset.id,
                    "Release",
                    chance.sometimes(2, chance::amount),
                    chance.sometimes(20, () -> chance.oneOf(Bucket.values())),
                    lots,
                    from,
                    chance.sometimes(12, () -> chance.later(from)),
                    chance.reference(),
                    Map.of());
        });
        makers.make(80, Forfeit.class, () -> {
            var bucket = chance.oneOf(Bucket.AVAILABLE, Bucket.HELD);
            chance.turnToWhoHas(bucket);
            var lots = chance.lotIds();
            var from = chance.sometimes(12, chance::someTime);
            return new Forfeit(
                    chance.program(),
                    chance.asset.id,
                    "Forfeit",
                    chance.sometimes(1.2, chance::amount),
                    bucket,
                    lots,
                    from,
                    chance.sometimes(12, () -> chance.later(from)),
                    chance.sometimes(2, () -> chance.oneOf("A", "B")),
                    Map.of());
        });
        makers.make(140, Capture.class, () -> {
            chance.turnToWhoHas(Bucket.HELD);
            var hold = chance.sometimes(2, chance::hold);
            return new Capture(
                    chance.program(),
                    chance.asset.id,
                    "Capture",
                    hold,
                    hold.isPresent() ? Optional.empty() : Optional.of(chance.oneOf("A", "A", "A", "B")),
                    chance.sometimes(1.4, chance::amount),
                    Map.of());
        });
        makers.make(80, VoidHold.class, () -> {
            chance.turnToWhoHas(Bucket.HELD);
            return new VoidHold(chance.program(), chance.asset.id, "Void", chance.oneOf("A", "A", "A", "B"), Map.of());
        });
        makers.make(90, Reverse.class, this::reverse);
    }

    private Reverse reverse() {
        var entry = chance.reversibleDebit();
        return new Reverse(
                chance.program(),
                chance.asset.id,
                "Reverse",
                entry,
                chance.sometimes(1.5, chance::amount),
                chance.reference(),
                Map.of());
    }

    /** A fifth of them are anybody's, so that there is more than one who can give and whose balance can be too large to be given to. */
    private Credit credit() {
        if (chance.isOneIn(5)) {
            chance.account = chance.someone();
        }
        var hasDates = chance.asset.mode == InventoryMode.LOT || chance.isOneIn(20);
        var matures = hasDates
                ? chance.sometimes(4, () -> chance.isOneIn(3) ? chance.someTime() : chance.later())
                : Optional.<Instant>empty();
        var bucket = matures.isPresent()
                ? chance.sometimes(4, () -> chance.oneOf(Bucket.AVAILABLE, Bucket.DEFERRED))
                : chance.sometimes(3, () -> chance.oneOf(Bucket.AVAILABLE, Bucket.HELD, Bucket.HELD, Bucket.HELD));
        var expires = hasDates ? chance.sometimes(2, chance::later) : Optional.<Instant>empty();
        return new Credit(
                chance.program(),
                chance.asset.id,
                "Credit",
                chance.amountOrHuge(12, 9),
                bucket,
                chance.reference(),
                hasDates ? chance.sometimes(2, chance::someTime) : Optional.empty(),
                expires.filter(time -> matures.isEmpty() || time.isAfter(matures.get())),
                matures,
                chance.sometimes(1.5, chance::newCharge),
                Map.of());
    }

    private Debit debit() {
        var takesBack = chance.isOneIn(3);
        if (takesBack) {
            chance.turnToCharges();
        }
        var bucket = takesBack
                ? chance.sometimes(2, () -> Bucket.AVAILABLE)
                : chance.sometimes(2, () -> chance.oneOf(Bucket.AVAILABLE, Bucket.HELD));
        if (!takesBack) {
            chance.turnToWhoHas(bucket.orElse(Bucket.AVAILABLE));
        }
        var from = takesBack ? Optional.<Instant>empty() : chance.sometimes(12, chance::someTime);
        var mayOverdraw = from.isEmpty() && bucket.orElse(Bucket.AVAILABLE) == Bucket.AVAILABLE && chance.isOneIn(3);
        return new Debit(
                chance.program(),
                chance.asset.id,
                "Debit",
                chance.amountOrHuge(80, 4),
                bucket,
                mayOverdraw,
                mayOverdraw || takesBack ? Optional.empty() : chance.lotIds(),
                from,
                mayOverdraw || takesBack ? Optional.empty() : chance.sometimes(12, () -> chance.later(from)),
                chance.reference(),
                takesBack ? Optional.of(transaction()) : Optional.empty(),
                Map.of());
    }

    private SourceTransaction transaction() {
        return new SourceTransaction(
                chance.oneOf(SourceTransactionType.values()), chance.oneOf("re 1", "re 2"), chance.charge());
    }
}
