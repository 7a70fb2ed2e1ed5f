package dev.sluice.ledger.core.state;

import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import java.time.Instant;
import java.util.Optional;

/**
 * What one account has of one asset, and where its open rows begin, so that no scan walks over what is long gone.
 *
 * @param available the sum of the AVAILABLE slices less the debt; below zero only after an overdraft
 * @param debt LOT assets: what an overdraft took beyond the lots there were; zero or above. While there is a debt there is
 *     no AVAILABLE slice, since whatever arrives repays it first
 * @param lastSequence the sequence of the account's newest lot of the asset; 0 before the first
 * @param firstAvailable the position of the first AVAILABLE slice, exactly; empty where there is none
 * @param firstHeld the position of the first HELD slice, exactly; empty where there is none
 * @param firstOpenHold the oldest open hold, exactly; empty where there is none
 * @param nextDue the first due item, exactly; empty where there is none
 */
public record Balance(
        Key key,
        Amount available,
        Amount held,
        Amount deferred,
        Amount debt,
        long lastSequence,
        Optional<LotPosition> firstAvailable,
        Optional<LotPosition> firstHeld,
        Optional<HoldId> firstOpenHold,
        Optional<DueItem> nextDue) {

    /** What finds a balance. */
    public record Key(AccountId account, AssetId asset) {}

    /** The balance of an account that never had any of the asset. */
    public static Balance empty(AccountId account, AssetId asset, int scale) {
        var zero = Amount.zero(scale);
        return new Balance(
                new Key(account, asset),
                zero,
                zero,
                zero,
                zero,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Balance withAmounts(Amount nowAvailable, Amount nowHeld, Amount nowDeferred, Amount nowDebt) {
        return new Balance(
                key,
                nowAvailable,
                nowHeld,
                nowDeferred,
                nowDebt,
                lastSequence,
                firstAvailable,
                firstHeld,
                firstOpenHold,
                nextDue);
    }

    public Balance withFirsts(
            Optional<LotPosition> available, Optional<LotPosition> held, Optional<HoldId> hold, Optional<DueItem> due) {
        return new Balance(key, this.available, this.held, deferred, debt, lastSequence, available, held, hold, due);
    }

    /** The balance after one more lot was opened. */
    public Balance withLastSequence(long sequence) {
        return new Balance(
                key,
                available,
                held,
                deferred,
                debt,
                Math.max(lastSequence, sequence),
                firstAvailable,
                firstHeld,
                firstOpenHold,
                nextDue);
    }

    /** Where the first slice of a bucket is; DEFERRED slices are few and are not kept track of. */
    public Optional<LotPosition> first(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> firstAvailable;
            case HELD -> firstHeld;
            case DEFERRED -> Optional.of(LotPosition.FIRST);
        };
    }

    /** Whether something has fallen due by now and is not booked. */
    public boolean hasDue(Instant now) {
        return nextDue.isPresent() && !nextDue.get().at().isAfter(now);
    }

    public Amount in(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> available;
            case HELD -> held;
            case DEFERRED -> deferred;
        };
    }

    public Buckets buckets() {
        return new Buckets(available, deferred, held);
    }

    public boolean isZero() {
        return available.isZero() && held.isZero() && deferred.isZero();
    }
}
