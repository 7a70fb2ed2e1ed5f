package dev.sluice.history.fold;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.SystemAccount;
import java.time.Instant;

/** The balance of this partition's shard of a system account. */
public record SystemBalanceRow(Key key, Amount balance, Instant changedAt) {

    /** The key of a shard, within its partition. */
    public record Key(SystemAccount account, AssetId asset) {}
}
