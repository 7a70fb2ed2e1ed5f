package dev.sluice.gateway.http;

import dev.sluice.schema.value.Quoted;
import java.io.Serial;

/** The body is declared to be of a type that the call does not read. */
public final class UnsupportedContentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnsupportedContentException(String expected, String contentType) {
        super(
                "Expected the Content-Type %s, but got %s".formatted(expected, Quoted.of(contentType)),
                null,
                false,
                false);
    }
}
