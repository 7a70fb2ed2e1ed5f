package dev.sluice.schema.reply;

import java.util.List;

/** An account's balances, in the order of the assets' ids. */
public record BalanceList(List<AssetBalance> data) implements Result {

    public BalanceList {
        data = List.copyOf(data);
    }
}
