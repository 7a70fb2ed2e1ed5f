package dev.sluice.ledger.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** Reads the pieces of a key that come after its common beginning. */
final class KeyReader {

    private final ByteBuffer buffer;

    KeyReader(LedgerRow row, Bytes key) {
        var head = KeyBuilder.headLength(row);
        this.buffer = ByteBuffer.wrap(key.get(), head, key.get().length - head);
    }

    byte kind() {
        return buffer.get();
    }

    UUID uuid() {
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    Instant instant() {
        return Instant.ofEpochMilli(buffer.getLong() ^ Long.MIN_VALUE);
    }

    long number() {
        return buffer.getLong();
    }
}
