package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.HoldId;

/** One reserve hold of the account. */
@OperationName("get_reserve_hold")
public record GetReserveHold(HoldId reserveHold) implements ReserveQuestion {

    public GetReserveHold {
        new FieldChecks().required("reserve_hold", reserveHold).done();
    }
}
