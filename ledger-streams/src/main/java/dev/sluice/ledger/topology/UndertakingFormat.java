package dev.sluice.ledger.topology;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.ledger.core.state.CoordinatedRequest;
import dev.sluice.ledger.core.state.Delivering;
import dev.sluice.ledger.core.state.Purpose;
import dev.sluice.ledger.core.state.Voting;

/** How the core's states of an undertaking are written: the core knows no JSON, so their names stand here. */
final class UndertakingFormat {

    private UndertakingFormat() {}

    /** A mapper that can write them. */
    static JsonMapper added(JsonMapper mapper) {
        return mapper.rebuild()
                .addMixIn(CoordinatedRequest.class, States.class)
                .addMixIn(Purpose.class, Purposes.class)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Voting.class, name = "voting"),
        @JsonSubTypes.Type(value = Delivering.class, name = "delivering"),
    })
    private interface States {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Purpose.Transferring.class, name = "transferring"),
        @JsonSubTypes.Type(value = Purpose.Drawing.class, name = "drawing"),
        @JsonSubTypes.Type(value = Purpose.Reversing.class, name = "reversing"),
        @JsonSubTypes.Type(value = Purpose.Enrolling.class, name = "enrolling"),
    })
    private interface Purposes {}
}
