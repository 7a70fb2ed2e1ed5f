package dev.sluice.schema.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.ReserveReleaseId;
import java.util.Map;

/**
 * Changes what a caller keeps with a release; nothing else of it can change.
 *
 * @param metadata keys to be set, and with an empty value unset; null clears all
 */
@OperationName("update_reserve_release")
public record UpdateReserveRelease(
        ReserveReleaseId reserveRelease,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Change<Map<String, String>> metadata)
        implements ReserveCommand {

    public UpdateReserveRelease {
        metadata = ReserveChecks.sorted(metadata);
        ReserveChecks.metadata(new FieldChecks().required("reserve_release", reserveRelease), metadata)
                .done();
    }
}
