package dev.sluice.ledger.topology.waiting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.topology.output.EncodedReply;
import dev.sluice.ledger.topology.output.RecordPlace;
import dev.sluice.ledger.topology.output.WaitingChange.Reason;
import dev.sluice.schema.exchange.Objection;
import dev.sluice.schema.exchange.RequestOrigin;
import dev.sluice.schema.journal.Fact;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.json.WrittenAmount;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.IdempotencyKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The rows of waiting things as the first release wrote them, in JSON with everything in one row: read where they are met,
 * and never written.
 */
final class FirstReleaseJson {

    private static final byte BEGINNING_OF_JSON = '{';

    private static final JsonMapper JSON = LedgerMapper.create()
            .rebuild()
            .addModule(new SimpleModule("first release").addDeserializer(Amount.class, new WrittenAmount()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Purpose.class, Purposes.class)
            .build();

    private static final RequestJson REQUESTS = new RequestJson(LedgerMapper.create());

    private FirstReleaseJson() {}

    /** Whether the first release wrote the row. */
    static boolean wrote(byte[] row) {
        return row.length > 0 && row[0] == BEGINNING_OF_JSON;
    }

    private record HeldReply(String value, String status) {

        EncodedReply encoded() {
            return new EncodedReply(utf8(value), status);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Voting.class, name = "voting"),
        @JsonSubTypes.Type(value = Delivering.class, name = "delivering"),
    })
    private sealed interface Undertaking {}

    private record Voting(EntryId id, Purpose purpose, List<Integer> silent, Optional<Objection> objection)
            implements Undertaking {}

    private record Delivering(EntryId id, List<Integer> silent) implements Undertaking {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Purpose.Transferring.class, name = "transferring"),
        @JsonSubTypes.Type(value = Purpose.Drawing.class, name = "drawing"),
        @JsonSubTypes.Type(value = Purpose.Reversing.class, name = "reversing"),
        @JsonSubTypes.Type(value = Purpose.Enrolling.class, name = "enrolling"),
    })
    private interface Purposes {}

    private record PendingUndertaking(
            String request,
            Optional<String> fingerprint,
            List<RequestOrigin> attempts,
            Undertaking undertaking,
            Optional<HeldReply> reply) {}

    /** A coordinated request: the half that changes. When it began was not written; its id tells. */
    static PendingRequest pendingRequest(EntryId id, byte[] row) {
        var read = read(row, PendingUndertaking.class);
        var request = REQUESTS.read(utf8(read.request()));
        return new PendingRequest(
                request.accountId(),
                request.idempotencyKey(),
                read.fingerprint().map(HexFormat.of()::parseHex),
                id.madeAt(),
                read.attempts(),
                switch (read.undertaking()) {
                    case Voting voting ->
                        new dev.sluice.ledger.core.state.Voting(voting.id(), voting.silent(), voting.objection());
                    case Delivering delivering ->
                        new dev.sluice.ledger.core.state.Delivering(delivering.id(), delivering.silent());
                });
    }

    /** A coordinated request: the half that stays. */
    static PendingParts pendingParts(byte[] row) {
        var read = read(row, PendingUndertaking.class);
        return new PendingParts(
                utf8(read.request()),
                read.undertaking() instanceof Voting voting ? Optional.of(voting.purpose()) : Optional.empty(),
                read.reply().map(HeldReply::encoded));
    }

    private record Promise(
            IdempotencyKey idempotencyKey,
            String fingerprint,
            String reply,
            String status,
            List<RequestOrigin> attempts) {}

    private record Broadcast(
            AccountId entity, Fact.OfTheCatalogue fact, List<Integer> missing, List<Promise> promises) {}

    /** A change of the catalogue on its way. */
    static PendingBroadcast pendingBroadcast(EntryId id, byte[] row) {
        var read = read(row, Broadcast.class);
        return new PendingBroadcast(
                read.entity(),
                read.fact(),
                id.madeAt(),
                read.missing(),
                read.promises().stream()
                        .map(promise -> new PendingBroadcast.Promise(
                                promise.idempotencyKey(),
                                Optional.of(HexFormat.of().parseHex(promise.fingerprint())),
                                new EncodedReply(utf8(promise.reply()), promise.status()),
                                promise.attempts()))
                        .toList());
    }

    private record Place(String topic, int partition, long offset) {}

    private record PostponedRecord(
            KeptRecord.Kind kind, AccountId account, Place source, RequestOrigin origin, String value) {}

    /** A postponed record. When it was postponed was not written. */
    static KeptRecord keptRecord(byte[] row) {
        var read = read(row, PostponedRecord.class);
        var source = read.source();
        return new KeptRecord(
                read.kind(),
                read.account().value(),
                new RecordPlace(source.topic(), source.partition(), source.offset()),
                read.origin(),
                Reason.DUE,
                Instant.EPOCH,
                utf8(read.value()));
    }

    private static <T> T read(byte[] row, Class<T> type) {
        try {
            return JSON.readValue(row, type);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a row of the first release, but it can't be read", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
