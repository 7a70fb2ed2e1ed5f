package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.HoldId;

/** One reserve hold of the account. */
public record GetReserveHold(HoldId reserveHold) implements Question {

    public GetReserveHold {
        new FieldChecks().required("reserve_hold", reserveHold).done();
    }
}
