package dev.sluice.ledger.core.owner;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_NOT_ZERO;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.ledger.core.entry.AccountChecks;
import dev.sluice.ledger.core.entry.Decision;
import dev.sluice.ledger.core.entry.Decision.Answered;
import dev.sluice.ledger.core.entry.Decision.Refused;
import dev.sluice.ledger.core.state.Expectation;
import dev.sluice.ledger.core.state.LedgerView;
import dev.sluice.ledger.core.state.Voting;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.GroupRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Groups are made, change their members, and end when they own nothing any more. At least one member stays ADMIN. */
public final class GroupDecider {

    private GroupDecider() {}

    static Decision decide(LedgerView view, Request request, CreateGroup create) {
        return create(view, request, create, true);
    }

    static Decision decide(LedgerView view, Request request, AddGroupMembers add) {
        return add(view, request, add, true);
    }

    /** All partitions have said whether the members exist. The group may have changed meanwhile, so all else is checked again. */
    public static Decision conclude(LedgerView view, Request request, Voting voting) {
        if (voting.objection().isPresent()) {
            return new Refused(voting.objection().get().rejection());
        }
        return request.operation() instanceof CreateGroup create
                ? create(view, request, create, false)
                : add(view, request, (AddGroupMembers) request.operation(), false);
    }

    private static Decision create(LedgerView view, Request request, CreateGroup create, boolean membersAreAsked) {
        var group = new Group(
                request.accountId(), create.name(), create.members(), AccountStatus.ACTIVE, view.now(), view.now());
        return switch (view.owner(request.accountId()).orElse(null)) {
            case null ->
                OwnerEntries.takenByProgram(view, request)
                        .or(() -> membersAreAsked ? Members.ask(view, create.members()) : Optional.empty())
                        .orElseGet(() -> OwnerEntries.stored(view, request, true, group));
            case Group found
            when found.name().equals(create.name()) && found.members().equals(create.members()) ->
                new Answered(new GroupStored(false, found));
            default -> Refused.because(ALREADY_EXISTS, "Expected a new account, but %s exists", request.accountId());
        };
    }

    static Decision decide(LedgerView view, Request request, UpdateGroup update) {
        return active(view, request, group -> {
            var name = update.name().orElse(group.name());
            return name.equals(group.name())
                    ? new Answered(new GroupStored(false, group))
                    : stored(view, request, group, name, group.members(), AccountStatus.ACTIVE);
        });
    }

    private static Decision add(LedgerView view, Request request, AddGroupMembers add, boolean membersAreAsked) {
        return active(view, request, group -> {
            var members = new LinkedHashMap<AccountId, Member>();
            group.members().forEach(member -> members.put(member.participantId(), member));
            add.members().forEach(member -> members.put(member.participantId(), member));
            if (members.size() > CreateGroup.MEMBERS_MAX) {
                return Refused.atField(
                        UNSUITABLE_FIELD,
                        "members",
                        "Expected at most %d members in all, but there would be %d",
                        CreateGroup.MEMBERS_MAX,
                        members.size());
            }
            var left = List.copyOf(members.values());
            return withoutAdmin(left, "members")
                    .or(() -> membersAreAsked ? Members.ask(view, add.members()) : Optional.empty())
                    .orElseGet(() -> withMembers(view, request, group, left));
        });
    }

    static Decision decide(LedgerView view, Request request, RemoveGroupMember remove) {
        return active(view, request, group -> {
            var left = group.members().stream()
                    .filter(member -> !member.participantId().equals(remove.participantId()))
                    .toList();
            if (left.size() == group.members().size()) {
                return Refused.because(
                        ACCOUNT_NOT_FOUND, "Expected a member of the group, but got %s", remove.participantId());
            }
            return withoutAdmin(left, "participant_id").orElseGet(() -> withMembers(view, request, group, left));
        });
    }

    static Decision decide(LedgerView view, Request request, ArchiveGroup archive) {
        return existing(view, request, group -> {
            if (group.status() == AccountStatus.ARCHIVED) {
                return new Answered(new GroupStored(false, group));
            }
            try (var balances = view.balances(group.id())) {
                while (balances.hasNext()) {
                    var balance = balances.next();
                    if (!balance.isZero()) {
                        return Refused.because(
                                BALANCE_NOT_ZERO,
                                "Expected all balances to be zero, but of asset %s there is %s",
                                balance.key().asset(),
                                balance.buckets());
                    }
                }
            }
            return expecting(view, group)
                    .<Decision>map(expected -> Refused.because(
                            BALANCE_NOT_ZERO,
                            "Expected no value to be on its way to the group, but %s is not done",
                            expected.entry()))
                    .orElseGet(
                            () -> stored(view, request, group, group.name(), group.members(), AccountStatus.ARCHIVED));
        });
    }

    /** What may still come to the group: nobody could spend it once the group is archived. */
    private static Optional<Expectation> expecting(LedgerView view, Group group) {
        try (var expectations = view.expectations(group.id())) {
            while (expectations.hasNext()) {
                var expectation = expectations.next();
                if (expectation.isOpen(view.now())) {
                    return Optional.of(expectation);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Decision> withoutAdmin(List<Member> members, String field) {
        return members.stream().anyMatch(member -> member.role() == GroupRole.ADMIN)
                ? Optional.empty()
                : Optional.of(Refused.atField(
                        UNSUITABLE_FIELD, field, "Expected at least one ADMIN to stay, but none would"));
    }

    private static Decision withMembers(LedgerView view, Request request, Group group, List<Member> members) {
        return members.equals(group.members())
                ? new Answered(new GroupStored(false, group))
                : stored(view, request, group, group.name(), members, group.status());
    }

    private static Decision stored(
            LedgerView view, Request request, Group before, String name, List<Member> members, AccountStatus status) {
        return OwnerEntries.stored(
                view, request, false, new Group(before.id(), name, members, status, before.createdAt(), view.now()));
    }

    private static Decision active(LedgerView view, Request request, Function<Group, Decision> rule) {
        return existing(
                view,
                request,
                group -> group.status() == AccountStatus.ACTIVE
                        ? rule.apply(group)
                        : Refused.because(
                                ACCOUNT_NOT_ACTIVE,
                                "Expected group %s to be ACTIVE, but it is %s",
                                group.id(),
                                group.status()));
    }

    private static Decision existing(LedgerView view, Request request, Function<Group, Decision> rule) {
        return view.owner(request.accountId())
                .filter(Group.class::isInstance)
                .map(Group.class::cast)
                .map(rule)
                .orElseGet(() -> AccountChecks.notFound(request));
    }
}
