package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ReservePlanId;

/** One reserve plan of the account. */
@OperationName("get_reserve_plan")
public record GetReservePlan(ReservePlanId reservePlan) implements ReserveQuestion {

    public GetReservePlan {
        new FieldChecks().required("reserve_plan", reservePlan).done();
    }
}
