package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import java.util.Map;
import java.util.Optional;

/** Changes what is given of a participant and leaves the rest; attributes are replaced as a whole. */
@OperationName("update_participant")
public record UpdateParticipant(Optional<String> displayName, Optional<Map<String, Object>> attributes)
        implements OwnerCommand {

    public UpdateParticipant {
        attributes = attributes.map(Texts::sorted);
        PutParticipant.checkDetails(new FieldChecks(), displayName, attributes).done();
    }
}
