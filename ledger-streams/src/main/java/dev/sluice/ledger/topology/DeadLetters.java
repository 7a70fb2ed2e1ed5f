package dev.sluice.ledger.topology;

import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Where a record goes that could not be used: as it came, with where it stood and why it was put aside. */
final class DeadLetters {

    /**
     * What is kept of a key and of a value. Above what the gateway and a broker's defaults let in, so it cuts only what
     * somebody has made room for on the requests topic and not on this one; the first bytes still tell what it was.
     */
    static final int KEY_BYTES_MAX = 64 * 1024;

    static final int VALUE_BYTES_MAX = 4 * 1024 * 1024;

    /** Reasons quote the record, which may be anything. */
    private static final int REASON_CHARS_MAX = 2_000;

    private final Outbox outbox;
    private final LedgerMeters meters;

    DeadLetters(Outbox outbox, LedgerMeters meters) {
        this.outbox = outbox;
        this.meters = meters;
    }

    void put(Arrival arrival, Rejection reason, Instant now) {
        put(arrival.key(), arrival.value(), arrival.source(), reason, now);
    }

    void put(byte @Nullable [] key, byte @Nullable [] value, Arrival.Source source, Rejection reason, Instant now) {
        var headers = new RecordHeaders();
        headers.add(Headers.SOURCE_TOPIC, Outbox.bytes(source.topic()));
        headers.add(Headers.SOURCE_PARTITION, Outbox.bytes(Integer.toString(source.partition())));
        headers.add(Headers.SOURCE_OFFSET, Outbox.bytes(Long.toString(source.offset())));
        headers.add(Headers.REASON, reasonOf(reason));
        outbox.deadLetter(cut(key, KEY_BYTES_MAX), cut(value, VALUE_BYTES_MAX), headers, now);
        meters.deadLetter(reason.code());
    }

    private static byte[] reasonOf(Rejection reason) {
        var text = reason.code().wireName() + ": " + reason.message();
        return text.substring(0, Math.min(text.length(), REASON_CHARS_MAX)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int lengthMax) {
        return bytes == null || bytes.length <= lengthMax ? bytes : Arrays.copyOf(bytes, lengthMax);
    }
}
