package dev.sluice.ledger.store;

import dev.sluice.ledger.core.Cursor;
import dev.sluice.ledger.core.balance.Balance;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The balances of an account. Between two of them lie the holds of the first, so each one is sought on its own. */
final class BalanceCursor implements Cursor<Balance> {

    private final KeyValueStore<Bytes, byte[]> store;
    private final AccountId account;
    private final int assetAt;
    private final Bytes end;
    private Bytes from;
    private @Nullable Balance next;
    private boolean exhausted;

    BalanceCursor(KeyValueStore<Bytes, byte[]> store, AccountId account) {
        this.store = store;
        this.account = account;
        this.from = KeyBuilder.assetsOf(account);
        this.assetAt = from.get().length;
        this.end = StoreKeys.end(from);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !exhausted) {
            next = seek();
            exhausted = next == null;
        }
        return next != null;
    }

    /** The first row of an account and asset is its balance. */
    private @Nullable Balance seek() {
        try (var rows = store.range(from, end)) {
            if (!rows.hasNext()) {
                return null;
            }
            var row = rows.next();
            var bytes = ByteBuffer.wrap(row.key.get(), assetAt, KeyBuilder.UUID_LENGTH);
            var asset = new AssetId(new UUID(bytes.getLong(), bytes.getLong()));
            var key = StoreKeys.balance(account, asset);
            if (!key.equals(row.key)) {
                throw new IllegalStateException("Account " + account + " has rows of " + asset + " but no balance");
            }
            from = StoreKeys.end(StoreKeys.all(LedgerRow.CLOSED_HOLDS, account, asset));
            return BalanceCodec.decode(new Balance.Key(account, asset), row.value);
        }
    }

    @Override
    public Balance next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("There are no more balances");
        }
        var balance = next;
        next = null;
        return balance;
    }

    @Override
    public void close() {
        exhausted = true;
        next = null;
    }
}
