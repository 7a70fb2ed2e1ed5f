package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.util.Map;
import java.util.Optional;

/** Brings new value into the wallet of a program, from SYSTEM_ISSUANCE; credits draw on it. */
@OperationName("fund_wallet")
public record FundWallet(
        AssetId assetId, Amount amount, String description, Optional<String> referenceId, Map<String, String> metadata)
        implements WalletCommand {

    public FundWallet {
        metadata = Texts.sorted(metadata);
        WalletCommand.check(assetId, amount, description, referenceId, metadata);
    }
}
