package dev.sluice.gateway.http;

import dev.sluice.schema.value.Quoted;
import java.io.Serial;

/** The body is declared to be something else than JSON. */
final class UnsupportedContentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnsupportedContentException(String contentType) {
        super("Expected the Content-Type application/json, but got " + Quoted.of(contentType), null, false, false);
    }
}
