package dev.sluice.schema.journal;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.SystemAccount;
import java.util.Optional;

/**
 * A signed amount at one place: positive comes in, negative goes out.
 *
 * @param accountId the account; absent for a system account
 * @param systemAccount the system account, this partition's shard of it; absent for an account
 * @param bucket of an account
 * @param lotId of a LOT asset; absent on AVAILABLE where the posting makes (negative) or repays (positive) a debt
 * @param holdId of HELD, always
 */
public record Posting(
        Optional<AccountId> accountId,
        Optional<SystemAccount> systemAccount,
        AssetId assetId,
        Optional<Bucket> bucket,
        Amount amount,
        Optional<LotId> lotId,
        Optional<HoldId> holdId) {

    public static Posting on(
            AccountId account,
            AssetId asset,
            Bucket bucket,
            Amount amount,
            Optional<LotId> lotId,
            Optional<HoldId> holdId) {
        return new Posting(Optional.of(account), Optional.empty(), asset, Optional.of(bucket), amount, lotId, holdId);
    }

    public static Posting on(SystemAccount account, AssetId asset, Amount amount, Optional<LotId> lotId) {
        return new Posting(
                Optional.empty(), Optional.of(account), asset, Optional.empty(), amount, lotId, Optional.empty());
    }
}
