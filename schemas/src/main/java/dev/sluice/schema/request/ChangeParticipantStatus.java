package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AccountStatus;

/** Makes a participant ACTIVE, SUSPENDED or CLOSED; each can be taken back. */
@OperationName("change_participant_status")
public record ChangeParticipantStatus(AccountStatus status) implements OwnerCommand {

    public ChangeParticipantStatus {
        new FieldChecks()
                .required("status", status)
                .valid(
                        status != AccountStatus.ARCHIVED,
                        "status",
                        "Expected ACTIVE, SUSPENDED or CLOSED, but got ARCHIVED")
                .done();
    }
}
