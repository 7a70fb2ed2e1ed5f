package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AccountStatus;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the participant with this external id, or changes what is given of it. The request's account id is the version 5
 * UUID of the external id.
 *
 * @param externalId the caller's own id, 1 to 255 characters
 * @param status ACTIVE, SUSPENDED or CLOSED; ACTIVE for a new one when absent
 * @param displayName at most 255 characters
 * @param attributes anything the caller wants kept; replaced as a whole; at most 50 keys of 40 characters, 16,384 bytes as
 *     compact JSON, and 10 levels of nesting
 */
@OperationName("put_participant")
public record PutParticipant(
        String externalId,
        Optional<AccountStatus> status,
        Optional<String> displayName,
        Optional<Map<String, Object>> attributes)
        implements OwnerCommand {

    public static final int EXTERNAL_ID_LENGTH_MAX = 255;
    public static final int DISPLAY_NAME_LENGTH_MAX = 255;

    public PutParticipant {
        attributes = attributes.map(Texts::sorted);
        checkDetails(
                        new FieldChecks().text("external_id", externalId, 1, EXTERNAL_ID_LENGTH_MAX),
                        displayName,
                        attributes)
                .valid(
                        !status.equals(Optional.of(AccountStatus.ARCHIVED)),
                        "status",
                        "Expected ACTIVE, SUSPENDED or CLOSED, but got ARCHIVED")
                .done();
    }

    static FieldChecks checkDetails(
            FieldChecks checks, Optional<String> displayName, Optional<Map<String, Object>> attributes) {
        attributes.ifPresent(map -> checks.attributes("attributes", map));
        return checks.text("display_name", displayName, 0, DISPLAY_NAME_LENGTH_MAX);
    }
}
