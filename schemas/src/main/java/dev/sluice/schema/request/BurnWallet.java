package dev.sluice.schema.request;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import java.util.Map;
import java.util.Optional;

/** Takes value out of the wallet of a program for good; it ends in SYSTEM_BREAKAGE. */
@OperationName("burn_wallet")
public record BurnWallet(
        AssetId assetId, Amount amount, String description, Optional<String> referenceId, Map<String, String> metadata)
        implements WalletCommand {

    public BurnWallet {
        metadata = Texts.sorted(metadata);
        WalletCommand.check(assetId, amount, description, referenceId, metadata);
    }
}
