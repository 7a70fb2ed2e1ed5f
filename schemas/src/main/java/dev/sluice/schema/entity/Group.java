package dev.sluice.schema.entity;

import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import java.time.Instant;
import java.util.List;

/** A shared pot with its members, in the order in which they came. */
public record Group(
        AccountId id, String name, List<Member> members, AccountStatus status, Instant createdAt, Instant updatedAt)
        implements Owner {

    public Group {
        members = List.copyOf(members);
    }

    @Override
    public AccountKind kind() {
        return AccountKind.GROUP;
    }
}
