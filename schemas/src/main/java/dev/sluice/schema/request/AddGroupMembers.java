package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import java.util.List;

/** Adds participants to a group, or changes the role of those that are in it; a group has at most 100 members. */
@OperationName("add_group_members")
public record AddGroupMembers(List<CreateGroup.Member> members) implements OwnerCommand {

    public AddGroupMembers {
        var checks = new FieldChecks();
        members = CreateGroup.checkMembers(checks, members);
        checks.done();
    }
}
