package dev.sluice.schema.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A writer of the messages that a busy ledger writes for each request, one field after the other. A mapper finds the fields of
 * a record by reflection, which takes several times as long; what it would write is what stands here, to the byte.
 *
 * @param <T> what all messages of the family are
 */
interface StreamedWriter<T> {

    /** Whether this one can write the message; all others are the mapper's. */
    boolean covers(T message);

    /** Writes the fields of the message, behind those that every message begins with. */
    void write(T message, JsonGenerator json) throws IOException;

    /** The writer of a family that is left to the mapper. */
    static <T> StreamedWriter<T> ofNothing() {
        return new StreamedWriter<>() {
            @Override
            public boolean covers(T message) {
                return false;
            }

            @Override
            public void write(T message, JsonGenerator json) {
                throw new IllegalStateException("Expected no message, but got a " + message.getClass());
            }
        };
    }
}
