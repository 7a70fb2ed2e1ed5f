package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.HoldId;

/** One hold of the account, open or closed. */
public record GetHold(HoldId holdId) implements Question {

    public GetHold {
        new FieldChecks().required("hold_id", holdId).done();
    }
}
