package dev.sluice.ledger.store;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** Writes a key piece by piece, so that the order of the bytes is the order of the pieces. */
final class KeyBuilder {

    static final int UUID_LENGTH = 16;
    static final int INSTANT_LENGTH = 8;

    private final ByteBuffer buffer;

    private KeyBuilder(int length) {
        this.buffer = ByteBuffer.allocate(length);
    }

    /** How long the common beginning of a key is; what follows is the row's own. */
    static int headLength(LedgerRow row) {
        return switch (row.scope()) {
            case PARTITION -> 1;
            case ACCOUNT -> 2 + UUID_LENGTH;
            case ACCOUNT_AND_ASSET -> 3 + 2 * UUID_LENGTH;
        };
    }

    /** A piece of a key, to be put behind a common beginning later. */
    static KeyBuilder piece(int length) {
        return new KeyBuilder(length);
    }

    /** A key of a row of the partition's own. */
    static KeyBuilder of(LedgerRow row, int tailLength) {
        return new KeyBuilder(headLength(row) + tailLength).kind(row.prefix());
    }

    /** A key of a row of an account. */
    static KeyBuilder of(LedgerRow row, AccountId account, int tailLength) {
        return new KeyBuilder(headLength(row) + tailLength)
                .kind(LedgerRow.OF_ACCOUNTS)
                .uuid(account.value())
                .kind(row.prefix());
    }

    /** A key of a row of an account and asset. */
    static KeyBuilder of(LedgerRow row, AccountId account, AssetId asset, int tailLength) {
        return new KeyBuilder(headLength(row) + tailLength)
                .kind(LedgerRow.OF_ACCOUNTS)
                .uuid(account.value())
                .kind(LedgerRow.OF_ASSETS)
                .uuid(asset.value())
                .kind(row.prefix());
    }

    /** A key of the idempotency memory, whose store holds nothing else. */
    static KeyBuilder of(AccountId account, byte[] key) {
        return new KeyBuilder(UUID_LENGTH + key.length).uuid(account.value()).bytes(key);
    }

    KeyBuilder kind(int value) {
        buffer.put((byte) value);
        return this;
    }

    KeyBuilder uuid(UUID value) {
        buffer.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    /** The sign bit is flipped, so that what was before 1970 comes before what was after. */
    KeyBuilder instant(Instant value) {
        buffer.putLong(value.toEpochMilli() ^ Long.MIN_VALUE);
        return this;
    }

    /** A number that is never below zero. */
    KeyBuilder number(long value) {
        buffer.putLong(value);
        return this;
    }

    KeyBuilder bytes(byte[] value) {
        buffer.put(value);
        return this;
    }

    Bytes key() {
        if (buffer.hasRemaining()) {
            throw new IllegalStateException("The key is " + buffer.remaining() + " bytes shorter than was said");
        }
        return Bytes.wrap(buffer.array());
    }
}
