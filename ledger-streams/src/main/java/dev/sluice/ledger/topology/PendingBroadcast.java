package dev.sluice.ledger.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A change of the catalogue that this partition made and not every other one has acknowledged.
 *
 * @param entity the program's or asset's id as the key of its requests
 * @param missing the partitions that have not acknowledged, at least one
 * @param promises what is answered when they have, in the order in which it was asked
 */
record PendingBroadcast(AccountId entity, Fact.OfTheCatalogue fact, List<Integer> missing, List<Promise> promises) {

    /**
     * A reply that is held back.
     *
     * @param fingerprint of the request, as hexadecimal digits
     * @param reply the JSON that will be sent
     * @param attempts who waits for it
     */
    record Promise(
            IdempotencyKey idempotencyKey,
            String fingerprint,
            String reply,
            String status,
            List<RequestOrigin> attempts) {

        static Promise to(Caller caller, EncodedReply reply) {
            return new Promise(
                    caller.idempotencyKey(),
                    HexFormat.of().formatHex(caller.fingerprint().orElseThrow()),
                    new String(reply.value(), StandardCharsets.UTF_8),
                    reply.status(),
                    List.of(caller.origin()));
        }

        EncodedReply encodedReply() {
            return new EncodedReply(reply.getBytes(StandardCharsets.UTF_8), status);
        }

        Caller caller(AccountId entity, RequestOrigin origin) {
            var meaning = HexFormat.of().parseHex(fingerprint);
            return new Caller(entity, idempotencyKey, origin, Optional.of(meaning));
        }

        private Promise with(RequestOrigin attempt) {
            var more = new ArrayList<>(attempts);
            more.add(attempt);
            return new Promise(idempotencyKey, fingerprint, reply, status, List.copyOf(more));
        }
    }

    PendingBroadcast acknowledgedBy(int partition) {
        return new PendingBroadcast(
                entity,
                fact,
                missing.stream().filter(other -> other != partition).toList(),
                promises);
    }

    boolean isComplete() {
        return missing.isEmpty();
    }

    boolean isFull() {
        return promises.stream().mapToInt(promise -> promise.attempts().size()).sum() >= Limits.WAITING_MAX;
    }

    PendingBroadcast with(Promise promise) {
        var more = new ArrayList<>(promises);
        more.add(promise);
        return new PendingBroadcast(entity, fact, missing, List.copyOf(more));
    }

    /** One more attempt of a request that is waited for already. An attempt that is known is not answered twice. */
    PendingBroadcast with(Caller caller) {
        var more = promises.stream()
                .map(promise -> promise.idempotencyKey().equals(caller.idempotencyKey())
                                && !promise.attempts().contains(caller.origin())
                        ? promise.with(caller.origin())
                        : promise)
                .toList();
        return new PendingBroadcast(entity, fact, missing, more);
    }

    byte[] encode(JsonMapper mapper) {
        try {
            return mapper.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A record of ours can be written", e);
        }
    }

    static PendingBroadcast decode(byte[] value, JsonMapper mapper) {
        try {
            return mapper.readValue(value, PendingBroadcast.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was written can be read", e);
        }
    }
}
