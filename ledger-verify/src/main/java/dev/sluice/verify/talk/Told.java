package dev.sluice.verify.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.verify.Trees;
import dev.sluice.verify.Trees.UnreadableException;
import dev.sluice.verify.log.LogRecord;
import dev.sluice.verify.log.Place;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A reply.
 *
 * @param kind the kind of the result, such as {@code moved}, or the code of the refusal
 * @param content the result, or the refusal
 * @param hash of its bytes
 */
record Told(
        Place place,
        long at,
        Name name,
        boolean isCompleted,
        String kind,
        JsonNode content,
        long hash,
        boolean isReplayed,
        Optional<String> requestId) {

    /** Refusals of a message itself, and those that say that nothing was decided: docs/rejections.md. */
    private static final Set<String> NOT_REMEMBERED = Set.of(
            "malformed_request",
            "missing_field",
            "invalid_field",
            "invalid_amount",
            "unsupported_version",
            "wrong_key",
            "self_transfer",
            "wrong_topic",
            "idempotency_conflict",
            "internal_error",
            "result_pending");

    static Told of(LogRecord record) throws UnreadableException {
        var value = record.value();
        var tree = Trees.object(value);
        var type = Trees.text(tree, "type");
        var isCompleted = type.equals("completed");
        if (value == null
                || !(isCompleted || type.equals("refused"))
                || tree.path("version").asInt() != 1) {
            throw new UnreadableException("a reply, completed or refused, of version 1", type);
        }
        var content = isCompleted ? tree.path("result") : tree.path("rejection");
        if (isCompleted && content.size() != 1) {
            throw new UnreadableException("one result", content.toString());
        }
        return new Told(
                record.place(),
                record.timestamp(),
                new Name(Trees.id(tree, "account_id"), Trees.text(tree, "idempotency_key")),
                isCompleted,
                isCompleted ? content.fieldNames().next() : Trees.text(content, "code"),
                isCompleted ? content.elements().next() : content,
                Name.hash(value),
                "true".equals(record.headers().get("replayed")),
                Optional.ofNullable(record.headers().get("request-id")));
    }

    String status() {
        return isCompleted ? "completed" : kind;
    }

    boolean isOutcome() {
        return isCompleted || !NOT_REMEMBERED.contains(kind);
    }

    Optional<UUID> entry() throws UnreadableException {
        // The answer to a question about a transfer names its entry too, but deeper.
        return isCompleted ? Trees.optionalId(content, "journal_entry_id") : Optional.empty();
    }
}
