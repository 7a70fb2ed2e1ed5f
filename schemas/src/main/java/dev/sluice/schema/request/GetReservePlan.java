package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ReservePlanId;

/** One reserve plan of the account. */
public record GetReservePlan(ReservePlanId reservePlan) implements Question {

    public GetReservePlan {
        new FieldChecks().required("reserve_plan", reservePlan).done();
    }
}
