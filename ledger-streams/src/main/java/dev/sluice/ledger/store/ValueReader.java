package dev.sluice.ledger.store;

import dev.sluice.schema.value.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what {@link ValueWriter} wrote. A field that was added later is asked for with {@link #hasMore()}. */
public final class ValueReader {

    private final byte[] bytes;
    private int at;

    public ValueReader(byte[] bytes) {
        this.bytes = bytes;
        var version = oneByte();
        if (version != ValueWriter.VERSION) {
            throw new IllegalStateException(
                    "Expected a row of version " + ValueWriter.VERSION + ", but got " + version);
        }
    }

    public boolean hasMore() {
        return at < bytes.length;
    }

    public byte oneByte() {
        return bytes[at++];
    }

    public boolean flag() {
        return oneByte() != 0;
    }

    public int count() {
        var value = 0;
        for (var shift = 0; ; shift += 7) {
            var next = oneByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public long number() {
        var value = 0L;
        for (var i = 0; i < Long.BYTES; i++) {
            value = (value << Byte.SIZE) | (oneByte() & 0xff);
        }
        return value;
    }

    public UUID uuid() {
        return new UUID(number(), number());
    }

    public Instant instant() {
        return Instant.ofEpochMilli(number());
    }

    public Optional<Instant> optionalInstant() {
        return flag() ? Optional.of(instant()) : Optional.empty();
    }

    public Amount amount() {
        var scale = oneByte();
        var length = count();
        var unscaled = new BigInteger(bytes, at, length);
        at += length;
        return new Amount(new BigDecimal(unscaled, scale));
    }

    public String text() {
        var length = count();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    public Optional<String> optionalText() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    public Map<String, String> texts() {
        var size = count();
        if (size == 0) {
            return Map.of();
        }
        var values = new HashMap<String, String>();
        for (var i = 0; i < size; i++) {
            values.put(text(), text());
        }
        return Map.copyOf(values);
    }

    void skip(int length) {
        at += length;
    }

    public byte[] block() {
        return raw(count());
    }

    public byte[] raw(int length) {
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** All that has not been read. */
    public byte[] rest() {
        return raw(bytes.length - at);
    }
}
