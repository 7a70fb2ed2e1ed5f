package dev.sluice.ledger.topology.output;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record that could not be used: as it came, with where it stood and why it was put aside. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {

    /**
     * The part that is kept of a key and of a value. Above what the gateway and a broker's defaults let in, so it cuts only
     * what somebody has made room for on the requests topic and not on this one; the first bytes still tell what it was.
     */
    public static final int KEY_BYTES_MAX = 64 * 1024;

    public static final int VALUE_BYTES_MAX = 4 * 1024 * 1024;

    /** Reasons quote the record, which may be anything. */
    private static final int REASON_CHARS_MAX = 2_000;

    static DeadLetter of(byte @Nullable [] key, byte @Nullable [] value, RecordPlace place, Rejection reason) {
        var headers = new RecordHeaders();
        headers.add(Headers.SOURCE_TOPIC, Text.bytes(place.topic()));
        headers.add(Headers.SOURCE_PARTITION, Text.bytes(Integer.toString(place.partition())));
        headers.add(Headers.SOURCE_OFFSET, Text.bytes(Long.toString(place.offset())));
        headers.add(Headers.REASON, reasonOf(reason));
        return new DeadLetter(cut(key, KEY_BYTES_MAX), cut(value, VALUE_BYTES_MAX), headers);
    }

    private static byte[] reasonOf(Rejection reason) {
        var text = reason.code().wireName() + ": " + reason.message();
        return text.substring(0, Math.min(text.length(), REASON_CHARS_MAX)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int lengthMax) {
        return bytes == null || bytes.length <= lengthMax ? bytes : Arrays.copyOf(bytes, lengthMax);
    }
}
