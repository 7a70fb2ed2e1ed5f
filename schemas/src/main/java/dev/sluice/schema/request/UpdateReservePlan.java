package dev.sluice.schema.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ReservePlanId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Changes what is given of a plan and leaves the rest. What kind of plan it is and its asset never change.
 *
 * @param percent of future charges
 * @param releaseAfter the new date of a plan with a fixed one: of what it has taken and of what it will take
 * @param daysAfterCharge of future charges, where the plan has no fixed date
 * @param expiresOn where the plan has no fixed date; null clears it
 * @param metadata keys to be set, and with an empty value unset; null clears all
 */
@OperationName("update_reserve_plan")
public record UpdateReservePlan(
        ReservePlanId reservePlan,
        Optional<Integer> percent,
        Optional<Instant> releaseAfter,
        Optional<Integer> daysAfterCharge,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Change<Instant> expiresOn,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Change<Map<String, String>> metadata)
        implements ReserveCommand {

    public UpdateReservePlan {
        metadata = ReserveChecks.sorted(metadata);
        var checks =
                new FieldChecks().required("reserve_plan", reservePlan).between("percent", percent, 1, PERCENT_MAX);
        ReserveChecks.metadata(ReserveChecks.days(checks, daysAfterCharge), metadata)
                .done();
    }
}
