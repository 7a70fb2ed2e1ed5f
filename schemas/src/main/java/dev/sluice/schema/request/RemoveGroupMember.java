package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AccountId;

/** Takes a participant out of a group; the last ADMIN stays. */
@OperationName("remove_group_member")
public record RemoveGroupMember(AccountId participantId) implements OwnerCommand {

    public RemoveGroupMember {
        new FieldChecks().required("participant_id", participantId).done();
    }
}
