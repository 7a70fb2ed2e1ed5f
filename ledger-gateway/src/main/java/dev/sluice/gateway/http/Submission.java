package dev.sluice.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.FieldChecks;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call's path, parameters, key and body, on their way to become a request. Faults of the path, of the parameters, of the key
 * and of the body are collected, and told together when the request is made.
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

    /** A field that was taken out, and its text. */
    record Taken(String field, String text) {}

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
        if (!fields.hasNonNull(field)) {
            refuse(RejectionCode.MISSING_FIELD, field, "Expected a string, but it is missing");
        }
        return takeText(field);
    }

    /** Takes these fields out, none of which is one of the operation's own; exactly one must be given. */
    Optional<Taken> takeOne(List<String> names) {
        var given = names.stream()
                .map(name -> Optional.of(name).filter(fields::hasNonNull))
                .toList();
        try {
            new FieldChecks().exactlyOne(names, given).done();
        } catch (InvalidMessageException refused) {
            violations.addAll(refused.violations());
        }
        var taken = names.stream()
                .flatMap(name -> takeText(name).map(text -> new Taken(name, text)).stream())
                .toList();
        return taken.size() == 1 ? Optional.of(taken.getFirst()) : Optional.empty();
    }

    private Optional<String> takeText(String field) {
        var node = fields.remove(field);
        if (node == null || node.isNull()) {
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
        return to(kind, account(field, id, AccountId::parse), type);
    }

    /** The same where the id was taken out of the body or the parameters and may be missing. */
    Request to(String field, Optional<String> id, Class<? extends Operation> type) {
        return to(Optional.empty(), id.flatMap(text -> account(field, text, AccountId::parse)), type);
    }

    /** The same where the account has been read; what is wrong with it has been told where it is empty. */
    Request to(Optional<AccountKind> kind, Optional<AccountId> account, Class<? extends Operation> type) {
        var operation = operation(type);
        if (account.isEmpty() || operation == null || !violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
        return new Request(account.get(), kind, key, operation);
    }

    /** A request whose account follows from the operation and the key. */
    <T extends Operation> Request made(Class<T> type, BiFunction<T, IdempotencyKey, AccountId> account) {
        var operation = operation(type);
        if (operation == null || !violations.isEmpty()) {
            throw new InvalidMessageException(violations);
        }
        return new Request(account.apply(operation, key), key, operation);
    }

    /** The account that a text names; empty, and told, where it names none. */
    Optional<AccountId> account(String field, String text, Function<String, AccountId> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException refused) {
            refuse(RejectionCode.INVALID_FIELD, field, String.valueOf(refused.getMessage()));
            return Optional.empty();
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
