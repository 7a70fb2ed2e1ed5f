package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import org.jspecify.annotations.Nullable;

/**
 * The balance that was decoded last. Settling, deciding and evolving each ask for the same one, some of them several times. No row
 * is changed in place, so as long as it is the same array, it is the same balance.
 */
final class LastBalance {

    private byte @Nullable [] row;
    private @Nullable Balance balance;

    Balance of(Balance.Key key, byte[] value) {
        var known = balance;
        if (known != null && row == value && known.key().equals(key)) {
            return known;
        }
        var decoded = BalanceCodec.decode(key, value);
        row = value;
        balance = decoded;
        return decoded;
    }
}
