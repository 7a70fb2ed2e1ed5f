package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.HoldId;

/** One hold of the account, open or closed. */
@OperationName("get_hold")
public record GetHold(HoldId holdId) implements HoldQuestion {

    public GetHold {
        new FieldChecks().required("hold_id", holdId).done();
    }
}
