package dev.sluice.ledger.core.model;

import static dev.sluice.ledger.core.model.RequestMaker.SHOP;

import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.IdempotencyKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Participants and groups are made and changed. */
final class OwnerRequests {

    private final Chance chance;

    OwnerRequests(Chance chance) {
        this.chance = chance;
    }

    static PutParticipant participant(String externalId, Optional<AccountStatus> status) {
        return new PutParticipant(externalId, status, Optional.empty(), Optional.empty());
    }

    /** A group of the first two, of whom the first is its ADMIN. */
    static CreateGroup group(String name, List<String> people) {
        var members = new ArrayList<Member>();
        for (var person : people.subList(0, Math.min(2, people.size()))) {
            members.add(new Member(
                    AccountId.ofParticipant(person), members.isEmpty() ? GroupRole.ADMIN : GroupRole.MEMBER));
        }
        return new CreateGroup(name, members);
    }

    void addTo(RequestMaker.Makers makers) {
        makers.make(4, PutParticipant.class, () -> {
            var isNew = chance.isOneIn(8);
            chance.account = isNew ? RequestMaker.NOBODY : chance.account;
            return participant(
                    isNew ? "nobody" : chance.oneOf(chance.known.participants()),
                    chance.sometimes(2, () -> chance.oneOf(AccountStatus.ACTIVE, AccountStatus.SUSPENDED)));
        });
        makers.make(
                4,
                UpdateParticipant.class,
                () -> new UpdateParticipant(
                        chance.sometimes(2, () -> chance.oneOf("Name", "Other")),
                        chance.sometimes(
                                2, () -> chance.oneOf(Map.<String, Object>of(), Map.<String, Object>of("key", 1)))));
        makers.make(
                24,
                ChangeParticipantStatus.class,
                () -> new ChangeParticipantStatus(chance.oneOf(
                        AccountStatus.ACTIVE,
                        AccountStatus.ACTIVE,
                        AccountStatus.ACTIVE,
                        AccountStatus.SUSPENDED,
                        AccountStatus.CLOSED)));
        makers.make(2, CreateGroup.class, () -> {
            var team = chance.group();
            chance.account = chance.isOneIn(15)
                    ? SHOP.account()
                    : chance.oneOf(team, team, chance.someoneFirst(), AccountId.ofGroup(IdempotencyKey.of("new team")));
            var people = chance.isOneIn(4)
                    ? List.of(chance.oneOf(chance.known.participants()), "nobody")
                    : chance.known.participants();
            return group(chance.oneOf("Team", "New"), people);
        });
        makers.make(2, UpdateGroup.class, () -> {
            chance.account = chance.groupOrSomeone(2);
            return new UpdateGroup(chance.sometimes(2, () -> chance.oneOf("Team", "New")));
        });
        makers.make(3, ArchiveGroup.class, () -> {
            chance.account = chance.groupOrSomeone(2);
            return new ArchiveGroup();
        });
        makers.make(4, AddGroupMembers.class, () -> {
            chance.account = chance.groupOrSomeone(3);
            return new AddGroupMembers(members());
        });
        makers.make(4, RemoveGroupMember.class, () -> {
            chance.account = chance.groupOrSomeone(3);
            return new RemoveGroupMember(chance.someoneOrNobody());
        });
    }

    /** One to three, of whom each mostly exists; a group is no participant. */
    private List<Member> members() {
        var members = new LinkedHashMap<AccountId, Member>();
        var count = 1 + chance.random.nextInt(3);
        for (var i = 0; i < count; i++) {
            var id = chance.isOneIn(20)
                    ? chance.group()
                    : chance.isOneIn(3) ? chance.someoneOrNobody() : chance.someone();
            members.put(id, new Member(id, chance.oneOf(GroupRole.values())));
        }
        return List.copyOf(members.values());
    }
}
