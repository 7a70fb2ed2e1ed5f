package dev.sluice.ledger.topology;

import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a request as it came.
 *
 * @param key null where there was none; of a forwarded request, that of its account
 * @param forwarded whether another partition sent it here; then it is never sent on
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and copies would cost one for each record.
record Arrival(byte @Nullable [] key, byte @Nullable [] value, Source source, RequestOrigin origin, boolean forwarded) {

    /** Where a record stood. */
    record Source(String topic, int partition, long offset) {

        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }

    /** A header's text that is longer counts as absent: it is given back with each reply, and anybody may write it. */
    private static final int HEADER_BYTES_MAX = 512;

    /** What the headers say; what can't be read of them counts as absent, since no request is refused for its headers. */
    static RequestOrigin origin(org.apache.kafka.common.header.Headers headers) {
        if (headers.toArray().length == 0) {
            return RequestOrigin.UNKNOWN;
        }
        return new RequestOrigin(
                text(headers, Headers.REPLY_PARTITION).flatMap(Arrival::partition),
                text(headers, Headers.REQUEST_ID),
                text(headers, Headers.PRINCIPAL),
                text(headers, Headers.TRACEPARENT));
    }

    private static Optional<String> text(org.apache.kafka.common.header.Headers headers, String name) {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null || header.value().length > HEADER_BYTES_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> partition(String digits) {
        try {
            return Optional.of(Integer.parseInt(digits));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
