package dev.sluice.schema.json;

import java.io.IOException;

/** A sign that a request is not for the streaming reader. It says nothing of the request: the mapper's reader has to look. */
final class UnusualRequest extends IOException {

    private static final long serialVersionUID = 1L;

    UnusualRequest() {
        super("Expected a request of the usual form");
    }

    /** The place does not matter to anybody, and finding it would take longer than reading. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
