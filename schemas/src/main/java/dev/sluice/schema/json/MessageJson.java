package dev.sluice.schema.json;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.CatalogEntity;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.exchange.ExchangeMessage;
import dev.sluice.schema.journal.JournalRecord;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.Completed;
import dev.sluice.schema.reply.Refused;
import dev.sluice.schema.reply.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A family of messages that the ledger itself writes, as JSON: a flat object with {@code type} and {@code version}.
 * Unlike requests, one of these that can't be read is a fault of ours, and fields of a newer version are passed over.
 *
 * @param <T> what all messages of the family are
 */
public final class MessageJson<T> {

    public static final int VERSION = 1;

    /** Of what is streamed, so that little is copied while it is written. */
    private static final int MOSTLY_LENGTH = 2048;

    private final JsonMapper mapper;
    private final Map<String, Class<? extends T>> byName;
    private final Map<Class<?>, String> byClass;

    private final StreamedWriter<T> streamed;

    /** A family whose mapper is one for what the ledger wrote. */
    private MessageJson(JsonMapper written, Map<String, Class<? extends T>> byName, StreamedWriter<T> streamed) {
        this.mapper = written;
        this.streamed = streamed;
        this.byName = Map.copyOf(byName);
        var names = new HashMap<Class<?>, String>();
        byName.forEach((name, type) -> names.put(type, name));
        this.byClass = Map.copyOf(names);
    }

    @JsonPropertyOrder({"type", "version"})
    private record Wire(
            String type, int version, @JsonUnwrapped Object message) {}

    public static MessageJson<Reply> ofReplies(JsonMapper mapper) {
        return new MessageJson<>(
                LedgerMapper.forWritten(mapper),
                Map.of("completed", Completed.class, "refused", Refused.class),
                new ReplyWriter());
    }

    public static MessageJson<JournalRecord> ofJournal(JsonMapper mapper) {
        var written = LedgerMapper.forWritten(mapper);
        return new MessageJson<>(written, Map.of("journal_record", JournalRecord.class), new JournalWriter(written));
    }

    public static MessageJson<ExchangeMessage> ofExchange(JsonMapper mapper) {
        return new MessageJson<>(
                LedgerMapper.forWritten(mapper),
                Map.of(
                        "request_forwarded", ExchangeMessage.RequestForwarded.class,
                        "catalog_changed", ExchangeMessage.CatalogChanged.class,
                        "catalog_acknowledged", ExchangeMessage.CatalogAcknowledged.class,
                        "vote_asked", ExchangeMessage.VoteAsked.class,
                        "vote_given", ExchangeMessage.VoteGiven.class,
                        "booking_asked", ExchangeMessage.BookingAsked.class,
                        "booking_done", ExchangeMessage.BookingDone.class,
                        "time_ticked", ExchangeMessage.TimeTicked.class,
                        "promise_released", ExchangeMessage.PromiseReleased.class),
                StreamedWriter.ofNothing());
    }

    public static MessageJson<CatalogEntity> ofCatalog(JsonMapper mapper) {
        return new MessageJson<>(
                LedgerMapper.forWritten(mapper),
                Map.of("program", Program.class, "asset", Asset.class),
                StreamedWriter.ofNothing());
    }

    public byte[] write(T message) {
        var name = byClass.get(message.getClass());
        if (name == null) {
            throw new IllegalStateException("No wire name is listed for " + message.getClass());
        }
        try {
            return streamed.covers(message)
                    ? writeStreamed(name, message)
                    : mapper.writeValueAsBytes(new Wire(name, VERSION, message));
        } catch (IOException e) {
            throw new IllegalStateException("A message that was made can be written", e);
        }
    }

    private byte[] writeStreamed(String name, T message) throws IOException {
        try (var bytes = new ByteArrayBuilder(MOSTLY_LENGTH)) {
            try (var json = mapper.createGenerator(bytes)) {
                json.writeStartObject();
                json.writeStringField("type", name);
                json.writeNumberField("version", VERSION);
                streamed.write(message, json);
                json.writeEndObject();
            }
            return bytes.toByteArray();
        }
    }

    /**
     * Reads one message.
     *
     * @throws InvalidMessageException where the bytes are not a message of this family and version
     */
    public T read(byte[] value) {
        try {
            if (!(mapper.readTree(value) instanceof ObjectNode fields)) {
                throw malformed("Expected a JSON object");
            }
            var type = byName.get(fields.path("type").asText());
            if (type == null) {
                throw malformed("Expected one of the types " + byName.keySet());
            }
            if (!fields.path("version").isInt() || fields.path("version").intValue() != VERSION) {
                throw new InvalidMessageException(
                        RejectionCode.UNSUPPORTED_VERSION, "#/version", "Expected the number 1");
            }
            fields.remove("type");
            fields.remove("version");
            return mapper.treeToValue(fields, type);
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed("Expected JSON in UTF-8, but the bytes are not");
        }
    }

    /** The type of this family with a name on the wire. */
    public Optional<Class<? extends T>> typeNamed(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static InvalidMessageException malformed(String detail) {
        return new InvalidMessageException(RejectionCode.MALFORMED_REQUEST, "#", detail);
    }
}
