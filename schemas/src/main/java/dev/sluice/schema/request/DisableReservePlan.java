package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ReservePlanId;

/** Ends a plan for good: from now on it takes nothing, and all that it took is given back. */
@OperationName("disable_reserve_plan")
public record DisableReservePlan(ReservePlanId reservePlan) implements ReserveCommand {

    public DisableReservePlan {
        new FieldChecks().required("reserve_plan", reservePlan).done();
    }
}
