package dev.sluice.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.json.LedgerMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to an HTTP call.
 *
 * @param replayed whether it says that this is the first answer again
 * @param body as it came
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Nobody compares these as a whole, and a copy would cost one for each answer.
public record HttpAnswer(int status, boolean replayed, byte[] body) {

    private static final JsonMapper MAPPER = LedgerMapper.create();

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether it says that the same request, with the same key, may fare better a little later. */
    boolean isWorthRepeating() {
        return status == 429 || status == 503 || status == 504;
    }

    /**
     * The body, read.
     *
     * @throws IllegalStateException where the body is no JSON, as when something else than a node answers
     */
    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (IOException notJson) {
            throw new IllegalStateException(
                    "Expected JSON, but got status %d and %s".formatted(status, text()), notJson);
        }
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
