package dev.sluice.schema.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The caller's name for one request of one account: 1 to {@value #LENGTH_MAX} characters. The same key with the same
 * meaning gets the first reply again; with another meaning it is refused.
 */
public record IdempotencyKey(@JsonValue String value) {

    public static final int LENGTH_MAX = 255;

    public IdempotencyKey {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > LENGTH_MAX) {
            throw new IllegalArgumentException("Expected 1 to 255 characters, but got "
                    + (value.isEmpty() ? "none" : value.codePointCount(0, value.length())));
        }
    }

    @JsonCreator
    public static IdempotencyKey of(String value) {
        return new IdempotencyKey(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
