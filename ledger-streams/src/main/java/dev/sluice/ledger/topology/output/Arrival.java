package dev.sluice.ledger.topology.output;

import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came, or as it was kept.
 *
 * @param key null where there was none; of a forwarded request, that of its account
 * @param forwarded whether another partition sent it here; then it is never sent on
 * @param line that it was kept in, where its turn has come
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these, and copies would cost one for each record.
public record Arrival(
        byte @Nullable [] key,
        byte @Nullable [] value,
        RecordPlace place,
        RequestOrigin origin,
        boolean forwarded,
        Optional<UUID> line) {

    /** A header's text that is longer counts as absent: it is given back with each reply, and anybody may write it. */
    private static final int HEADER_BYTES_MAX = 512;

    /** The same record, whose key and value were sent here by another partition. */
    public Arrival forwarded(byte[] accountKey, byte[] request, RequestOrigin requestOrigin) {
        return new Arrival(accountKey, request, place, requestOrigin, true, line);
    }

    /** One that has just come from its topic. */
    public static Arrival of(Record<byte[], byte[]> record, RecordPlace place) {
        return new Arrival(record.key(), record.value(), place, origin(record.headers()), false, Optional.empty());
    }

    /**
     * The same record, from a topic that no gateway writes to: who says there that an API key asks is not believed, and counts as
     * nobody.
     */
    public Arrival fromOthersThanGateways() {
        return new Arrival(key, value, place, origin.withoutApiKey(), forwarded, line);
    }

    /** Whether its turn has come after it was kept. */
    public boolean isResumed() {
        return line.isPresent();
    }

    /** The principal that asks, as the record says. */
    public Optional<String> principal() {
        return origin.principal();
    }

    /** What the headers say; what can't be read of them counts as absent, since no request is refused for its headers. */
    private static RequestOrigin origin(org.apache.kafka.common.header.Headers headers) {
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
