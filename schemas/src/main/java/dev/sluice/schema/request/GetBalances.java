package dev.sluice.schema.request;

import dev.sluice.schema.value.AssetId;
import java.util.Optional;

/**
 * The account's balances as of now, in the order of the assets' ids.
 *
 * @param assetId only this one; answered with zeros where the account never had any
 */
@OperationName("get_balances")
public record GetBalances(Optional<AssetId> assetId) implements BalanceQuestion {}
