package dev.sluice.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schema.json.LedgerMapper;
import dev.sluice.schema.json.RequestJson;
import dev.sluice.schema.rejection.InvalidMessageException;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.rejection.Violation;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.Quoted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in what a caller sent: the fields of the body, or the query parameters, and the idempotency key. */
@Singleton
final class SubmissionReader {

    private static final String KEY_FIELD = "idempotency_key";

    private final RequestJson json = new RequestJson(LedgerMapper.create());

    /** A command whose fields are the body's. */
    Submission command(HttpRequest<?> http, byte[] body) {
        requireJson(http);
        return command(http, json.parse(body));
    }

    /** A command that the path says all of; its key can only be in the header. */
    Submission commandWithoutBody(HttpRequest<?> http) {
        if (http.getContentLength() > 0) {
            throw new InvalidMessageException(
                    RejectionCode.MALFORMED_REQUEST,
                    "#",
                    "Expected no body, since the path says all, and the key goes in the Idempotency-Key header");
        }
        return command(http, JsonNodeFactory.instance.objectNode());
    }

    /** A question: its fields are the query parameters, its key is of no interest to the caller. */
    Submission question(HttpRequest<?> http) {
        var violations = new ArrayList<Violation>(0);
        var fields = JsonNodeFactory.instance.objectNode();
        for (var parameter : http.getParameters()) {
            put(fields, parameter.getKey(), parameter.getValue(), violations);
        }
        return new Submission(json, http, fields, IdempotencyKeys.made(), violations);
    }

    private Submission command(HttpRequest<?> http, ObjectNode fields) {
        var violations = new ArrayList<Violation>(0);
        for (var parameter : http.getParameters()) {
            violations.add(new Violation(
                    RejectionCode.INVALID_FIELD,
                    Submission.pointerTo(parameter.getKey()),
                    "Expected no query parameter of this name"));
        }
        var key = key(http, fields, violations);
        IdempotencyKeys.remember(http, key);
        return new Submission(json, http, fields, key, violations);
    }

    private static void put(ObjectNode fields, String name, List<String> values, List<Violation> violations) {
        if (values.size() != 1) {
            violations.add(new Violation(
                    RejectionCode.INVALID_FIELD,
                    Submission.pointerTo(name),
                    "Expected the parameter once, but got it %d times".formatted(values.size())));
            return;
        }
        var value = values.getFirst();
        // The only number among the parameters; what is no number stays a text and is refused as one.
        if (name.equals("limit") && value.matches("-?[0-9]{1,9}")) {
            fields.put(name, Integer.parseInt(value));
        } else {
            fields.put(name, value);
        }
    }

    /** The header and the field are the same thing; a key is made where there is neither. */
    private static IdempotencyKey key(HttpRequest<?> http, ObjectNode fields, List<Violation> violations) {
        var field = fieldKey(fields, violations);
        var header = headerKey(http, violations);
        if (field != null && header != null && !field.equals(header)) {
            violations.add(
                    keyFault("Expected the same key in the body and in the Idempotency-Key header, but they differ"));
        }
        if (field != null) {
            return field;
        }
        return header == null ? IdempotencyKeys.made() : header;
    }

    private static @Nullable IdempotencyKey fieldKey(ObjectNode fields, List<Violation> violations) {
        var node = fields.remove(KEY_FIELD);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            violations.add(keyFault("Expected a string, but got " + Quoted.of(node.toString())));
            return null;
        }
        try {
            return IdempotencyKey.of(node.textValue());
        } catch (IllegalArgumentException refused) {
            violations.add(keyFault(String.valueOf(refused.getMessage())));
            return null;
        }
    }

    private static @Nullable IdempotencyKey headerKey(HttpRequest<?> http, List<Violation> violations) {
        try {
            return IdempotencyKeys.sent(http).orElse(null);
        } catch (IllegalArgumentException refused) {
            violations.add(keyFault(String.valueOf(refused.getMessage())));
            return null;
        }
    }

    private static Violation keyFault(String detail) {
        return new Violation(RejectionCode.INVALID_FIELD, "#/" + KEY_FIELD, detail);
    }

    private static void requireJson(HttpRequest<?> http) {
        var type = http.getContentType().orElse(null);
        if (type != null && !isJson(type)) {
            throw new UnsupportedContentException(MediaType.APPLICATION_JSON, type.getName());
        }
    }

    private static boolean isJson(MediaType type) {
        return type.getName().equalsIgnoreCase(MediaType.APPLICATION_JSON)
                || type.getName().toLowerCase(java.util.Locale.ROOT).endsWith("+json");
    }
}
