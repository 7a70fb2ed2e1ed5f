package dev.sluice.schema.request;

import dev.sluice.schema.rejection.FieldChecks;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.GroupRole;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a shared pot; the request's account id is the version 5 UUID of its idempotency key.
 *
 * @param name 1 to 255 characters
 * @param members 1 to 100, each participant once, at least one ADMIN
 */
@OperationName("create_group")
public record CreateGroup(String name, List<Member> members) implements OwnerCommand {

    public static final int NAME_LENGTH_MAX = 255;
    public static final int MEMBERS_MAX = 100;

    /** A participant's place in a group. */
    public record Member(AccountId participantId, GroupRole role) {

        public Member {
            new FieldChecks()
                    .required("participant_id", participantId)
                    .required("role", role)
                    .done();
        }
    }

    public CreateGroup {
        var checks = new FieldChecks().text("name", name, 1, NAME_LENGTH_MAX);
        members = checkMembers(checks, members);
        checks.valid(
                        members.isEmpty() || members.stream().anyMatch(member -> member.role() == GroupRole.ADMIN),
                        "members",
                        "Expected at least one ADMIN, but got none")
                .done();
    }

    static List<Member> checkMembers(FieldChecks checks, @Nullable List<Member> members) {
        checks.required("members", members);
        if (members == null) {
            return List.of();
        }
        var distinct = new HashSet<AccountId>();
        checks.size("members", members, 1, MEMBERS_MAX)
                .valid(
                        members.stream().allMatch(member -> distinct.add(member.participantId())),
                        "members",
                        "Expected each participant once, but one is listed twice");
        return List.copyOf(members);
    }
}
