package dev.sluice.history.fold;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import java.time.Instant;

/** The balance of an account and asset. */
public record BalanceRow(Key key, AccountKind kind, Amount available, Amount held, Amount deferred, Instant changedAt) {

    /** The key of a balance. */
    public record Key(AccountId account, AssetId asset) {}

    static BalanceRow empty(Key key, AccountKind kind, Instant at) {
        return new BalanceRow(key, kind, Amount.ZERO, Amount.ZERO, Amount.ZERO, at);
    }

    BalanceRow plus(Bucket bucket, Amount amount, Instant at) {
        return switch (bucket) {
            case AVAILABLE -> new BalanceRow(key, kind, available.plus(amount), held, deferred, at);
            case HELD -> new BalanceRow(key, kind, available, held.plus(amount), deferred, at);
            case DEFERRED -> new BalanceRow(key, kind, available, held, deferred.plus(amount), at);
        };
    }

    Amount in(Bucket bucket) {
        return switch (bucket) {
            case AVAILABLE -> available;
            case HELD -> held;
            case DEFERRED -> deferred;
        };
    }
}
