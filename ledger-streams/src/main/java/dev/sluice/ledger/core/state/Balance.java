package dev.sluice.ledger.core.state;

import dev.sluice.schema.reply.Buckets;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import java.time.Instant;
import java.util.Optional;

/**
 * The balance of one account and asset, and the places where its open rows begin.
 *
 * @param available the sum of the AVAILABLE slices less the debt; below zero only after an overdraft
 * @param debt LOT assets: what an overdraft took beyond the lots there were; zero or above. While there is a debt there is
 *     no AVAILABLE slice, since whatever arrives repays it first
 * @param lastSequence the sequence of the account's newest lot of the asset; 0 before the first
 */
public record Balance(
        Key key, Amount available, Amount held, Amount deferred, Amount debt, long lastSequence, FirstRows first) {

    /** The key of a balance. */
    public record Key(AccountId account, AssetId asset) {}

    /** The balance of an account that never had any of the asset. */
    public static Balance empty(AccountId account, AssetId asset, int scale) {
        var zero = Amount.zero(scale);
        return new Balance(new Key(account, asset), zero, zero, zero, zero, 0, FirstRows.NONE);
    }

    public Balance withAmounts(Amount nowAvailable, Amount nowHeld, Amount nowDeferred, Amount nowDebt) {
        return new Balance(key, nowAvailable, nowHeld, nowDeferred, nowDebt, lastSequence, first);
    }

    public Balance withFirst(FirstRows nowFirst) {
        return new Balance(key, available, held, deferred, debt, lastSequence, nowFirst);
    }

    /** The balance after one more lot was opened. */
    public Balance withLastSequence(long sequence) {
        return new Balance(key, available, held, deferred, debt, Math.max(lastSequence, sequence), first);
    }

    /**
     * Where the first slice of a bucket is, of HELD the first that plain operations may touch; DEFERRED slices are few and are
     * not kept track of.
     */
    public Optional<LotPosition> first(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> first.available();
            case HELD -> first.held();
            case DEFERRED -> Optional.of(LotPosition.FIRST);
        };
    }

    /** Whether something has fallen due by now and is not booked. */
    public boolean hasDue(Instant now) {
        return first.due().isPresent() && !first.due().get().at().isAfter(now);
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
