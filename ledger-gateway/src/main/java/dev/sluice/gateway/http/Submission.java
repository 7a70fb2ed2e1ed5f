package dev.sluice.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sent, on its way to become a request. Faults of the path, of the parameters, of the key and of the body are
 * collected, and told together when the request is made.
 */
final class Submission {

    private final RequestJson json;
    private final HttpRequest<?> http;
    private final ObjectNode fields;
    private final IdempotencyKey key;
    private final List<Violation> violations;

    Submission(
            RequestJson json, HttpRequest<?> http, ObjectNode fields, IdempotencyKey key, List<Violation> violations) {
        this.json = json;
        this.http = http;
        this.fields = fields;
        this.key = key;
        this.violations = violations;
    }

    HttpRequest<?> http() {
        return http;
    }

    /** Puts a part of the path among the operation's fields, where the caller may not have put one of that name. */
    Submission with(String field, String value) {
        if (fields.has(field)) {
            refuse(RejectionCode.INVALID_FIELD, field, "Expected no field of this name, since the path names it");
        }
        fields.put(field, value);
        return this;
    }

    /** Takes a field out; it is not one of the operation's own. */
    Optional<String> take(String field) {
        var node = fields.remove(field);
        if (node == null || node.isNull()) {
            refuse(RejectionCode.MISSING_FIELD, field, "Expected a string, but it is missing");
            return Optional.empty();
        }
        if (!node.isTextual()) {
            refuse(RejectionCode.INVALID_FIELD, field, "Expected a string, but got " + Quoted.of(node.toString()));
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    void refuse(RejectionCode code, String field, String detail) {
        violations.add(new Violation(code, pointerTo(field), detail));
    }

    /** The refusal for what has been found so far, where reading on would say nothing. */
    InvalidMessageException refused() {
        return new InvalidMessageException(violations);
    }

    /** A request to the account, program or asset that {@code field} names. */
    Request to(Optional<AccountKind> kind, String field, String id, Class<? extends Operation> type) {
        return toAny(kind, account(field, id), type);
    }

    /** The same where the id was taken out of the body and may be missing. */
    Request to(String field, Optional<String> id, Class<? extends Operation> type) {
        return toAny(Optional.empty(), id.map(text -> account(field, text)).orElse(null), type);
    }

    private Request toAny(Optional<AccountKind> kind, @Nullable AccountId account, Class<? extends Operation> type) {
        var operation = operation(type);
        if (account == null || operation == null || !violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
        return new Request(account, kind, key, operation);
    }

    /** A request whose account follows from the operation and the key. */
    <T extends Operation> Request made(Class<T> type, BiFunction<T, IdempotencyKey, AccountId> account) {
        var operation = operation(type);
        if (operation == null || !violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
        return new Request(account.apply(operation, key), key, operation);
    }

    private @Nullable AccountId account(String field, String id) {
        try {
            return AccountId.parse(id);
        } catch (IllegalArgumentException refused) {
            refuse(RejectionCode.INVALID_FIELD, field, String.valueOf(refused.getMessage()));
            return null;
        }
    }

    private <T extends Operation> @Nullable T operation(Class<T> type) {
        try {
            return json.readOperation(fields, type);
        } catch (InvalidMessageException invalid) {
            violations.addAll(invalid.violations());
            return null;
        }
    }

    static String pointerTo(String field) {
        return "#/" + field.replace("~", "~0").replace("/", "~1");
    }
}
