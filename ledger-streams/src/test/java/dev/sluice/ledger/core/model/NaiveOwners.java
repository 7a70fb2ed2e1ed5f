package dev.sluice.ledger.core.model;

import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_ACTIVE;
import static dev.sluice.schema.rejection.RejectionCode.ACCOUNT_NOT_FOUND;
import static dev.sluice.schema.rejection.RejectionCode.ALREADY_EXISTS;
import static dev.sluice.schema.rejection.RejectionCode.BALANCE_NOT_ZERO;
import static dev.sluice.schema.rejection.RejectionCode.INVALID_FIELD;
import static dev.sluice.schema.rejection.RejectionCode.UNSUITABLE_FIELD;

import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Owner;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.reply.AssetBalance;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.OwnerCommand;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.GroupRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Participants and groups. None of them has the id of a program, whose account is its wallet. */
final class NaiveOwners {

    private final Map<AccountId, Owner> owners = new TreeMap<>();
    private final Predicate<AccountId> isProgram;

    NaiveOwners(Predicate<AccountId> isProgram) {
        this.isProgram = isProgram;
    }

    Optional<Owner> owner(AccountId id) {
        return Optional.ofNullable(owners.get(id));
    }

    /** The owner that the request is about: of the kind that it says, where it says one. */
    Optional<Owner> of(Request request) {
        return owner(request.accountId())
                .filter(found ->
                        request.accountKind().isEmpty() || request.accountKind().get() == found.kind());
    }

    private static Verdict no(RejectionCode code) {
        return new Verdict.No(code);
    }

    /** The balances are those of the account: a group that has any is not archived. */
    Verdict answer(AccountId id, OwnerCommand command, List<AssetBalance> balances, Instant now) {
        return switch (command) {
            case PutParticipant put -> put(id, put, now);
            case UpdateParticipant update ->
                change(id, update.displayName(), update.attributes(), Optional.empty(), now);
            case ChangeParticipantStatus change ->
                change(id, Optional.empty(), Optional.empty(), Optional.of(change.status()), now);
            case CreateGroup create -> create(id, create, now);
            case UpdateGroup update -> update(id, update, now);
            case ArchiveGroup archive -> archive(id, balances, now);
            case AddGroupMembers add -> add(id, add, now);
            case RemoveGroupMember remove -> remove(id, remove, now);
        };
    }

    private Verdict put(AccountId id, PutParticipant put, Instant now) {
        if (!AccountId.ofParticipant(put.externalId()).equals(id)) {
            return no(INVALID_FIELD);
        }
        if (owners.containsKey(id)) {
            return owners.get(id) instanceof Participant
                    ? change(id, put.displayName(), put.attributes(), put.status(), now)
                    : no(ALREADY_EXISTS);
        }
        if (isProgram.test(id)) {
            return no(ALREADY_EXISTS);
        }
        var made = new Participant(
                id,
                put.externalId(),
                put.status().orElse(AccountStatus.ACTIVE),
                put.displayName(),
                put.attributes().orElse(Map.of()),
                now,
                now);
        owners.put(id, made);
        return Verdict.booked(new ParticipantStored(true, made));
    }

    private Verdict change(
            AccountId id,
            Optional<String> name,
            Optional<Map<String, Object>> attributes,
            Optional<AccountStatus> status,
            Instant now) {
        if (!(owners.get(id) instanceof Participant old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var newName = name.isPresent() ? name : old.displayName();
        var newAttributes = attributes.orElse(old.attributes());
        var newStatus = status.orElse(old.status());
        if (newName.equals(old.displayName()) && newAttributes.equals(old.attributes()) && newStatus == old.status()) {
            return Verdict.told(new ParticipantStored(false, old));
        }
        var changed = new Participant(id, old.externalId(), newStatus, newName, newAttributes, old.createdAt(), now);
        owners.put(id, changed);
        return Verdict.booked(new ParticipantStored(false, changed));
    }

    private Verdict create(AccountId id, CreateGroup create, Instant now) {
        if (owners.containsKey(id)) {
            return owners.get(id) instanceof Group old
                            && old.name().equals(create.name())
                            && old.members().equals(create.members())
                    ? Verdict.told(new GroupStored(false, old))
                    : no(ALREADY_EXISTS);
        }
        if (isProgram.test(id)) {
            return no(ALREADY_EXISTS);
        }
        if (!allExist(create.members())) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var made = new Group(id, create.name(), create.members(), AccountStatus.ACTIVE, now, now);
        owners.put(id, made);
        return Verdict.booked(new GroupStored(true, made));
    }

    private Verdict changed(Group old, String name, List<Member> members, AccountStatus status, Instant now) {
        if (name.equals(old.name()) && members.equals(old.members()) && status == old.status()) {
            return Verdict.told(new GroupStored(false, old));
        }
        var group = new Group(old.id(), name, members, status, old.createdAt(), now);
        owners.put(old.id(), group);
        return Verdict.booked(new GroupStored(false, group));
    }

    private Verdict update(AccountId id, UpdateGroup update, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return old.status() == AccountStatus.ACTIVE
                ? changed(old, update.name().orElse(old.name()), old.members(), old.status(), now)
                : no(ACCOUNT_NOT_ACTIVE);
    }

    private Verdict archive(AccountId id, List<AssetBalance> balances, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        for (var balance : balances) {
            if (!balance.available().isZero()
                    || !balance.held().isZero()
                    || !balance.deferred().isZero()) {
                return no(BALANCE_NOT_ZERO);
            }
        }
        return changed(old, old.name(), old.members(), AccountStatus.ARCHIVED, now);
    }

    private Verdict add(AccountId id, AddGroupMembers add, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var members = new ArrayList<>(old.members());
        for (var member : add.members()) {
            var place = members.stream().map(Member::participantId).toList().indexOf(member.participantId());
            if (place >= 0) {
                members.set(place, member);
            } else {
                members.add(member);
            }
        }
        return fault(old, members)
                .orElseGet(() -> allExist(add.members())
                        ? changed(old, old.name(), members, old.status(), now)
                        : no(ACCOUNT_NOT_FOUND));
    }

    private Verdict remove(AccountId id, RemoveGroupMember remove, Instant now) {
        if (!(owners.get(id) instanceof Group old)) {
            return no(ACCOUNT_NOT_FOUND);
        }
        var members = new ArrayList<>(old.members());
        if (!members.removeIf(member -> member.participantId().equals(remove.participantId()))
                && old.status() == AccountStatus.ACTIVE) {
            return no(ACCOUNT_NOT_FOUND);
        }
        return fault(old, members).orElseGet(() -> changed(old, old.name(), members, old.status(), now));
    }

    /** Why the group can't have these members, whoever they are. */
    private static Optional<Verdict> fault(Group old, List<Member> members) {
        if (old.status() != AccountStatus.ACTIVE) {
            return Optional.of(no(ACCOUNT_NOT_ACTIVE));
        }
        var hasAdmin = members.stream().anyMatch(member -> member.role() == GroupRole.ADMIN);
        return members.size() <= CreateGroup.MEMBERS_MAX && hasAdmin
                ? Optional.empty()
                : Optional.of(no(UNSUITABLE_FIELD));
    }

    private boolean allExist(List<Member> members) {
        return members.stream().allMatch(member -> owners.get(member.participantId()) instanceof Participant);
    }
}
