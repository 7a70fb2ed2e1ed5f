package dev.sluice.ledger.store;

import static dev.sluice.ledger.store.KeyBuilder.INSTANT_LENGTH;
import static dev.sluice.ledger.store.KeyBuilder.UUID_LENGTH;

import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of a row of {@link LedgerRow#ENDED} apart from its window, or the beginning of such keys.
 *
 * @param id what tells the rows of one kind and window apart, and orders them
 */
record EndedKey(EndedKind kind, Bytes id) {

    private static final int HEAD_LENGTH = 1 + INSTANT_LENGTH + 1;

    static EndedKey of(HoldState.Key hold) {
        return new EndedKey(
                EndedKind.HOLD,
                ofAsset(hold.account(), hold.asset(), UUID_LENGTH)
                        .uuid(hold.id().value())
                        .key());
    }

    /** The beginning of the closed holds of an account and asset. */
    static EndedKey holds(AccountId account, AssetId asset) {
        return new EndedKey(EndedKind.HOLD, ofAsset(account, asset, 0).key());
    }

    HoldState.Key hold() {
        return new HoldState.Key(new AccountId(uuid(0)), new AssetId(uuid(1)), new HoldId(uuid(2)));
    }

    static EndedKey of(Lot.Key lot) {
        return new EndedKey(
                EndedKind.LOT,
                KeyBuilder.piece(2 * UUID_LENGTH)
                        .uuid(lot.account().value())
                        .uuid(lot.id().value())
                        .key());
    }

    static EndedKey inOrder(AccountId account, AssetId asset, LotPosition position) {
        return new EndedKey(
                EndedKind.LOT_IN_ORDER,
                ofAsset(account, asset, INSTANT_LENGTH + Long.BYTES)
                        .instant(position.vintage())
                        .number(position.sequence())
                        .key());
    }

    /** The beginning of the finished lots of an account and asset. */
    static EndedKey inOrder(AccountId account, AssetId asset) {
        return new EndedKey(EndedKind.LOT_IN_ORDER, ofAsset(account, asset, 0).key());
    }

    static EndedKey transfer(EntryId entry) {
        return ofEntry(EndedKind.TRANSFER, entry);
    }

    static EndedKey reversibleDebit(EntryId entry) {
        return ofEntry(EndedKind.REVERSIBLE_DEBIT, entry);
    }

    private static EndedKey ofEntry(EndedKind kind, EntryId entry) {
        return new EndedKey(
                kind, KeyBuilder.piece(UUID_LENGTH).uuid(entry.value()).key());
    }

    private static KeyBuilder ofAsset(AccountId account, AssetId asset, int tailLength) {
        return KeyBuilder.piece(2 * UUID_LENGTH + tailLength)
                .uuid(account.value())
                .uuid(asset.value());
    }

    /** The key of this row in a window. */
    Bytes in(Instant window) {
        var bytes = id.get();
        return KeyBuilder.of(LedgerRow.ENDED, HEAD_LENGTH - 1 + bytes.length)
                .instant(window)
                .kind(kind.code())
                .bytes(bytes)
                .key();
    }

    /** What a key of this kind says, apart from its window. */
    static EndedKey read(EndedKind kind, Bytes key) {
        var bytes = key.get();
        return new EndedKey(kind, Bytes.wrap(Arrays.copyOfRange(bytes, HEAD_LENGTH, bytes.length)));
    }

    /** What a key of another kind says that ends with so many bytes of its own, and begins as this one does. */
    EndedKey with(Bytes key, int tailLength) {
        var own = ByteBuffer.allocate(id.get().length + tailLength)
                .put(id.get())
                .put(key.get(), key.get().length - tailLength, tailLength);
        return new EndedKey(kind, Bytes.wrap(own.array()));
    }

    private UUID uuid(int index) {
        var buffer = ByteBuffer.wrap(id.get(), index * UUID_LENGTH, UUID_LENGTH);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
