package dev.sluice.ledger.store;

import dev.sluice.schema.value.Amount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a row's value: a version, then its fields, one after the other. A field is added at the end, so that an older
 * reader passes over it and a newer one finds it missing in an older row. The version only changes where that isn't enough.
 */
public final class ValueWriter {

    static final byte VERSION = 1;

    private static final int FIRST_LENGTH = 96;

    private byte[] bytes;
    private int length;

    public ValueWriter() {
        this(FIRST_LENGTH);
    }

    /** A writer of a value whose length is about known, so that it need not grow. */
    ValueWriter(int aboutLength) {
        bytes = new byte[aboutLength];
        oneByte(VERSION);
    }

    public ValueWriter oneByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public ValueWriter flag(boolean value) {
        return oneByte(value ? 1 : 0);
    }

    /** A number that is mostly small and never below zero: seven bits a byte. */
    public ValueWriter count(int value) {
        var rest = value;
        while (rest > 0x7f) {
            oneByte(rest | 0x80);
            rest >>>= 7;
        }
        return oneByte(rest);
    }

    public ValueWriter number(long value) {
        reserve(Long.BYTES);
        for (var shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ValueWriter uuid(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    public ValueWriter instant(Instant value) {
        return number(value.toEpochMilli());
    }

    public ValueWriter instant(Optional<Instant> value) {
        flag(value.isPresent());
        value.ifPresent(this::instant);
        return this;
    }

    /** Scale, then the unscaled value in two's complement: zeros at the end are kept, and there is no upper limit to meet. */
    public ValueWriter amount(Amount value) {
        return oneByte(value.value().scale())
                .block(value.value().unscaledValue().toByteArray());
    }

    public ValueWriter text(String value) {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    public ValueWriter text(Optional<String> value) {
        flag(value.isPresent());
        value.ifPresent(this::text);
        return this;
    }

    public ValueWriter texts(Map<String, String> values) {
        count(values.size());
        if (values.isEmpty()) {
            return this;
        }
        // Sorted, so that equal maps are equal bytes.
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text(entry.getKey()).text(entry.getValue()));
        return this;
    }

    /** Bytes with their number before them. */
    public ValueWriter block(byte[] value) {
        return count(value.length).raw(value);
    }

    public ValueWriter raw(byte[] value) {
        return raw(value, 0);
    }

    /** The end of an array with its length before it. */
    ValueWriter block(byte[] value, int from) {
        return count(value.length - from).raw(value, from);
    }

    private ValueWriter raw(byte[] value, int from) {
        var more = value.length - from;
        reserve(more);
        System.arraycopy(value, from, bytes, length, more);
        length += more;
        return this;
    }

    public byte[] value() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
