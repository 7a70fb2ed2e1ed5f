package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ReserveReleaseId;

/** One reserve release of the account. */
@OperationName("get_reserve_release")
public record GetReserveRelease(ReserveReleaseId reserveRelease) implements ReserveQuestion {

    public GetReserveRelease {
        new FieldChecks().required("reserve_release", reserveRelease).done();
    }
}
