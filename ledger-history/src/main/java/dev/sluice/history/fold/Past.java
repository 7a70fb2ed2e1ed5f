package dev.sluice.history.fold;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.LotId;
import java.util.Map;

/**
 * The rows before a batch, of all that its entries name.
 *
 * @param kinds of the accounts that are known to be a participant's or a group's
 */
public record Past(
        Map<BalanceRow.Key, BalanceRow> balances,
        Map<SystemBalanceRow.Key, SystemBalanceRow> systemBalances,
        Map<AccountId, AccountKind> kinds,
        Map<LotId, LotRow> lots,
        Map<HoldId, HoldRow> holds) {

    /** Before the first entry. */
    public static Past empty() {
        return new Past(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }
}
