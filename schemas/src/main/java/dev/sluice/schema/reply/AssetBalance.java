package dev.sluice.schema.reply;

import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;

/** An account's balance of one asset as of the ledger's now, at the asset's scale. */
public record AssetBalance(AssetId assetId, String symbol, Amount available, Amount held, Amount deferred) {}
