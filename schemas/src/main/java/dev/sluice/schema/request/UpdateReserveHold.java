package dev.sluice.schema.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.HoldId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Changes what is given of a reserve hold and leaves the rest.
 *
 * @param releaseAfter nearer or further within the same bounds, the upper one measured from when the hold was made; not of a
 *     hold that follows the fixed date of its plan
 * @param metadata keys to be set, and with an empty value unset; null clears all
 */
@OperationName("update_reserve_hold")
public record UpdateReserveHold(
        HoldId reserveHold,
        Optional<Instant> releaseAfter,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Change<Map<String, String>> metadata)
        implements ReserveCommand {

    public UpdateReserveHold {
        metadata = ReserveChecks.sorted(metadata);
        ReserveChecks.metadata(new FieldChecks().required("reserve_hold", reserveHold), metadata)
                .done();
    }
}
