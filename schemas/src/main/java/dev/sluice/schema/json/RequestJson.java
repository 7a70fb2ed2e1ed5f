package dev.sluice.schema.json;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.Quoted;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests as JSON: one flat object of {@code type}, {@code version}, {@code account_id}, {@code idempotency_key} and the
 * fields of the operation.
 */
public final class RequestJson {

    public static final int VERSION = 1;

    private final JsonMapper mapper;
    private final BodyReader bodies;
    private final StreamedRequests streamed;

    public RequestJson(JsonMapper mapper) {
        this.mapper = mapper;
        this.bodies = new BodyReader(mapper);
        this.streamed = new StreamedRequests(mapper.getFactory());
    }

    @JsonPropertyOrder({"type", "version", "account_id", "account_kind", "idempotency_key"})
    private record Wire(
            String type,
            int version,
            AccountId accountId,
            Optional<AccountKind> accountKind,
            IdempotencyKey idempotencyKey,
            @JsonUnwrapped Operation operation) {}

    /** The names that can be read even where the request can't be: enough to tell its sender. */
    public record Addressee(Optional<AccountId> accountId, Optional<IdempotencyKey> idempotencyKey) {}

    public byte[] write(Request request) {
        var operation = request.operation();
        try {
            return mapper.writeValueAsBytes(new Wire(
                    OperationTypes.nameOf(operation),
                    VERSION,
                    request.accountId(),
                    request.accountKind(),
                    request.idempotencyKey(),
                    operation));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request that was made can be written", e);
        }
    }

    /**
     * Reads the value of a record of the requests topic.
     *
     * @throws InvalidMessageException where the bytes are not a request of this contract, with all that is wrong
     */
    public Request read(byte @Nullable [] value) {
        return value == null ? readTree(null) : streamed.read(value).orElseGet(() -> readTree(value));
    }

    /** Reads a request of any type and form, and knows all that is wrong with one. */
    Request readTree(byte @Nullable [] value) {
        var fields = parse(value);
        var violations = new ArrayList<Violation>(0);
        var type = take(fields, "type", violations, RequestJson::typeOf);
        checkVersion(fields.remove("version"), violations);
        var accountId = take(fields, "account_id", violations, AccountId::parse);
        var key = take(fields, "idempotency_key", violations, IdempotencyKey::of);
        if (fields.path("account_kind").isNull()) {
            fields.remove("account_kind");
        }
        var kind = fields.has("account_kind")
                ? Optional.ofNullable(take(fields, "account_kind", violations, RequestJson::kindOf))
                : Optional.<AccountKind>empty();
        if (type == null) {
            throw new InvalidMessageException(violations);
        }
        var operation = readCollecting(fields, type, violations);
        if (accountId == null || key == null || operation == null || !violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
        return new Request(accountId, kind, key, operation);
    }

    /** Reads an operation's own fields, as an HTTP body has them. */
    public <T extends Operation> T readOperation(ObjectNode fields, Class<T> type) {
        return bodies.read(fields, type);
    }

    /** Reads bytes that must be one JSON object. */
    public ObjectNode parse(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw malformed("Expected a JSON object, but got nothing");
        }
        try {
            var text = StrictText.decode(value);
            if (!(mapper.readTree(text) instanceof ObjectNode object)) {
                throw malformed("Expected a JSON object, but got another kind of value");
            }
            if (text.contains("\\u") && StrictText.hasHalfCharacter(object)) {
                throw malformed("Expected whole characters, but got half of a surrogate pair");
            }
            return object;
        } catch (MismatchedInputException trailing) {
            throw malformed("Expected one JSON object, but more follows it");
        } catch (JsonProcessingException notJson) {
            throw malformed("Expected JSON, but " + Quoted.onOneLine(notJson.getOriginalMessage()));
        } catch (NumberFormatException tooLarge) {
            throw malformed("Expected numbers with an exponent of at most 9 digits, but one has more");
        } catch (CharacterCodingException notText) {
            throw malformed("Expected JSON in UTF-8, but the bytes are not");
        }
    }

    /** Whom a record that is no request came from, as far as it says. */
    public Addressee addressee(byte @Nullable [] value) {
        try {
            var fields = parse(value);
            return new Addressee(
                    Optional.ofNullable(take(fields, "account_id", new ArrayList<>(), AccountId::parse)),
                    Optional.ofNullable(take(fields, "idempotency_key", new ArrayList<>(), IdempotencyKey::of)));
        } catch (InvalidMessageException unreadable) {
            return new Addressee(Optional.empty(), Optional.empty());
        }
    }

    private @Nullable Operation readCollecting(
            ObjectNode fields, Class<? extends Operation> type, List<Violation> violations) {
        try {
            return bodies.read(fields, type);
        } catch (InvalidMessageException invalid) {
            violations.addAll(invalid.violations());
            return null;
        }
    }

    private static void checkVersion(@Nullable JsonNode version, List<Violation> violations) {
        if (version == null || version.isNull()) {
            violations.add(new Violation(
                    RejectionCode.MISSING_FIELD, "#/version", "Expected the number 1, but it is missing"));
        } else if (!version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() != VERSION) {
            violations.add(new Violation(
                    RejectionCode.UNSUPPORTED_VERSION,
                    "#/version",
                    "Expected the number 1, but got " + Quoted.of(version.toString())));
        }
    }

    private static <T> @Nullable T take(
            ObjectNode fields, String name, List<Violation> violations, Function<String, T> reader) {
        var node = fields.remove(name);
        if (node == null || node.isNull()) {
            violations.add(
                    new Violation(RejectionCode.MISSING_FIELD, "#/" + name, "Expected a string, but it is missing"));
            return null;
        }
        if (!node.isTextual()) {
            violations.add(new Violation(
                    RejectionCode.INVALID_FIELD,
                    "#/" + name,
                    "Expected a string, but got " + Quoted.of(node.toString())));
            return null;
        }
        try {
            return reader.apply(node.textValue());
        } catch (IllegalArgumentException refused) {
            violations.add(
                    new Violation(RejectionCode.INVALID_FIELD, "#/" + name, String.valueOf(refused.getMessage())));
            return null;
        }
    }

    private static Class<? extends Operation> typeOf(String name) {
        return OperationTypes.ofName(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected the name of a request type, but got " + Quoted.of(name)));
    }

    private static AccountKind kindOf(String name) {
        for (var kind : AccountKind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Expected one of PARTICIPANT, GROUP, PROGRAM, but got " + Quoted.of(name));
    }

    private static InvalidMessageException malformed(String detail) {
        return new InvalidMessageException(RejectionCode.MALFORMED_REQUEST, "#", detail);
    }
}
