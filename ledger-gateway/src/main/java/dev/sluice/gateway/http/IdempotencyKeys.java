package dev.sluice.gateway.http;

import dev.sluice.schema.value.IdempotencyKey;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * The {@code Idempotency-Key} header: bare ({@code order-17}) or a quoted string of RFC 9651 ({@code "order-17"}), which are one
 * key. Printable ASCII only, as headers are; the body's field can be anything.
 */
public final class IdempotencyKeys {

    public static final String HEADER = "Idempotency-Key";

    private static final String ATTRIBUTE = "sluice.idempotency-key";

    private IdempotencyKeys() {}

    /**
     * The key that a request's header names, if it has one.
     *
     * @throws IllegalArgumentException where the header is there and names none, or is there twice
     */
    public static Optional<IdempotencyKey> sent(HttpRequest<?> http) {
        var values = http.getHeaders().getAll(HEADER);
        if (values.size() > 1) {
            throw new IllegalArgumentException("Expected one Idempotency-Key header, but got " + values.size());
        }
        return values.stream().findFirst().map(IdempotencyKeys::read);
    }

    /** A new one, for a caller who gave none and for questions, whose replies are found by it. */
    public static IdempotencyKey made() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    /**
     * The key that a header value names.
     *
     * @throws IllegalArgumentException where it is none
     */
    static IdempotencyKey read(String value) {
        if (!isPrintable(value)) {
            throw new IllegalArgumentException("Expected printable ASCII in the Idempotency-Key header");
        }
        return new IdempotencyKey(value.startsWith("\"") ? unquoted(value) : value);
    }

    /** The key as an answer's header shows it: bare where that is unmistakable; nothing where a header can't carry it. */
    static Optional<String> written(IdempotencyKey key) {
        var text = key.value();
        if (!isPrintable(text)) {
            return Optional.empty();
        }
        var bare = text.chars().noneMatch(c -> c == '"' || c == '\\' || c == ',' || c == ' ');
        return Optional.of(bare ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }

    /** Keeps the key of a writing call with it, for the answer. */
    public static void remember(HttpRequest<?> http, IdempotencyKey key) {
        http.setAttribute(ATTRIBUTE, key);
    }

    static Optional<IdempotencyKey> remembered(HttpRequest<?> http) {
        return http.getAttribute(ATTRIBUTE, IdempotencyKey.class);
    }

    private static String unquoted(String value) {
        var text = new StringBuilder();
        for (var at = 1; at < value.length(); at++) {
            var character = value.charAt(at);
            if (character == '"') {
                if (at == value.length() - 1) {
                    return text.toString();
                }
                break;
            }
            if (character == '\\' && at + 1 < value.length()) {
                at++;
                character = value.charAt(at);
            }
            text.append(character);
        }
        throw new IllegalArgumentException("Expected the closing quote at the end of the Idempotency-Key header");
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
