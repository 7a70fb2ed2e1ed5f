package dev.sluice.ledger.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.request.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A request that other partitions take part in, while they do.
 *
 * @param request its JSON
 * @param fingerprint of the request, as hexadecimal digits, where its outcome is to be remembered
 * @param attempts who waits for it
 * @param undertaking how far it has come
 * @param reply what is answered when all have booked; empty before it is decided
 */
record PendingUndertaking(
        String request,
        Optional<String> fingerprint,
        List<RequestOrigin> attempts,
        CoordinatedRequest undertaking,
        Optional<HeldReply> reply) {

    /** A reply that is held back: the JSON that will be sent, and its status. */
    record HeldReply(String value, String status) {

        static HeldReply of(EncodedReply reply) {
            return new HeldReply(new String(reply.value(), StandardCharsets.UTF_8), reply.status());
        }

        EncodedReply encoded() {
            return new EncodedReply(value.getBytes(StandardCharsets.UTF_8), status);
        }
    }

    static PendingUndertaking of(
            byte[] request, Caller caller, CoordinatedRequest undertaking, Optional<EncodedReply> reply) {
        return new PendingUndertaking(
                new String(request, StandardCharsets.UTF_8),
                caller.fingerprint().map(HexFormat.of()::formatHex),
                List.of(caller.origin()),
                undertaking,
                reply.map(HeldReply::of));
    }

    byte[] requestValue() {
        return request.getBytes(StandardCharsets.UTF_8);
    }

    /** Who waits, the first attempt first. */
    List<Caller> callers(Request parsed) {
        var meaning = fingerprint.map(HexFormat.of()::parseHex);
        return attempts.stream()
                .map(attempt -> new Caller(parsed.accountId(), parsed.idempotencyKey(), attempt, meaning))
                .toList();
    }

    /** The same, or one whose outcome is not remembered. */
    PendingUndertaking rememberedIf(boolean remembered) {
        return remembered ? this : new PendingUndertaking(request, Optional.empty(), attempts, undertaking, reply);
    }

    PendingUndertaking at(CoordinatedRequest state) {
        return new PendingUndertaking(request, fingerprint, attempts, state, reply);
    }

    PendingUndertaking decided(CoordinatedRequest state, EncodedReply answer) {
        return new PendingUndertaking(request, fingerprint, attempts, state, Optional.of(HeldReply.of(answer)));
    }

    /** One more attempt. One that is known is not answered twice, and beyond the limit one is not answered: it repeats. */
    PendingUndertaking with(RequestOrigin attempt) {
        if (attempts.contains(attempt) || attempts.size() >= Limits.WAITING_MAX) {
            return this;
        }
        var more = new ArrayList<>(attempts);
        more.add(attempt);
        return new PendingUndertaking(request, fingerprint, List.copyOf(more), undertaking, reply);
    }

    byte[] encode(JsonMapper mapper) {
        try {
            return mapper.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A record of ours can be written", e);
        }
    }

    static PendingUndertaking decode(byte[] value, JsonMapper mapper) {
        try {
            return mapper.readValue(value, PendingUndertaking.class);
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was written can be read", e);
        }
    }
}
