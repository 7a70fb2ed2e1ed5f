package dev.sluice.cli.torture.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The answer to a call. */
record Answer(int status, String body) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The outcome is not known, or there is none yet. */
    private static final Set<Integer> TO_BE_REPEATED = Set.of(429, 503, 504);

    private static final int FAULT = 500;

    boolean isAccepted() {
        return status < 300;
    }

    boolean isToBeRepeated() {
        return TO_BE_REPEATED.contains(status);
    }

    /** An answer that nobody should ever get: a fault of the gateway or of the ledger. */
    boolean isFault() {
        return status >= FAULT && !isToBeRepeated();
    }

    /** The reason of a refusal, in either dialect. */
    String code() {
        var problem = json();
        return problem.path("code")
                .asText(problem.at("/error/code")
                        .asText(problem.at("/error/type").asText("none")));
    }

    /** All that must be the same whenever it is given again: a refusal also names the call that it answers. */
    String lasting() {
        if (isAccepted()) {
            return status + " " + body;
        }
        return json() instanceof ObjectNode problem
                ? status + " " + problem.without("request_id")
                : status + " " + body;
    }

    JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MAPPER.getNodeFactory().missingNode();
        }
    }
}
