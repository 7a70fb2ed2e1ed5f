package dev.sluice.ledger.extremes;

import static dev.sluice.ledger.extremes.LargestWorld.ASSET;
import static dev.sluice.ledger.extremes.LargestWorld.PROGRAM;
import static dev.sluice.ledger.extremes.LargestWorld.REFERENCE;
import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.schema.json.OperationTypes;
import dev.sluice.schema.reply.AssetStored;
import dev.sluice.schema.reply.GroupFound;
import dev.sluice.schema.reply.GroupStored;
import dev.sluice.schema.reply.ParticipantFound;
import dev.sluice.schema.reply.ParticipantStored;
import dev.sluice.schema.reply.ProgramStored;
import dev.sluice.schema.reply.ReserveHoldFound;
import dev.sluice.schema.reply.ReserveHoldPage;
import dev.sluice.schema.reply.ReservePlanFound;
import dev.sluice.schema.reply.ReservePlanPage;
import dev.sluice.schema.reply.ReserveReleaseFound;
import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.BalanceCommand;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReservePlans;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The largest request of each type that the contract allows comes to a result or a documented refusal: never to a fault of
 * the ledger, never to a dead letter, never to a record that Kafka does not take; and the next request is served. {@link
 * LargestLotsTest} has those of very many lots.
 */
class LargestRequestsTest {

    /** So much is booked of what is due before a request is decided, and there is more. */
    private static final int POSTINGS_MAX = 100;

    private static final int DUE = POSTINGS_MAX;

    /** Pieces of a charge: each is a reserve hold of its own. */
    private static final int RESERVED = 300;

    private final LargestWorld world = new LargestWorld(
            LargestWorld.settings(4, new Backlog(POSTINGS_MAX, Backlog.DEFAULT.rowsMax(), Backlog.DEFAULT.interval())));
    private final AccountId ann = world.participant("ann");

    @AfterEach
    void the_books_close() {
        world.cluster.checkEnd();
    }

    private static List<Class<? extends Operation>> operations() {
        return List.copyOf(OperationTypes.all().values());
    }

    private static List<Class<? extends Operation>> balanceOperations() {
        return operations().stream()
                .filter(BalanceCommand.class::isAssignableFrom)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void comes_to_a_result_or_a_refusal_wherever_it_is_asked(Class<? extends Operation> type) {
        var lots = world.lots(ann, 10);
        world.plan(ann);
        world.charges(ann, 10);
        var held = world.hold(ann);
        var reserved = reserved();
        var group = AccountId.ofGroup(IdempotencyKey.of("group"));
        world.cluster.done(
                group, new CreateGroup("Team", List.of(new Member(ann, GroupRole.ADMIN))), GroupStored.class);
        world.knows("lotIds", () -> lots)
                .knows("referenceId", () -> REFERENCE)
                .knows("charge", () -> LargestWorld.CHARGE)
                .knows("reserveHold", () -> reserved)
                .knows("holdId", () -> held)
                .knows("RemoveGroupMember.participantId", () -> ann);

        for (var account : List.of(ann, group, PROGRAM.account(), ASSET.account())) {
            assertThat(world.tried(account, type)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("balanceOperations")
    void waits_until_what_is_due_is_booked_with_all_that_it_has(Class<? extends Operation> type) {
        world.lotsUntil(ann, world.cluster.now().plus(Duration.ofHours(1)), DUE);
        world.cluster.turnClockBy(Duration.ofHours(2));

        assertThat(world.tried(ann, type)).isNotEmpty();
    }

    @Test
    void keeps_all_that_may_be_kept_with_programs_and_assets() {
        var program = ProgramId.madeWith(IdempotencyKey.of("largest")).account();
        world.knows("UpdateProgram.status", () -> ProgramStatus.ACTIVE)
                .knows("UpdateAsset.status", () -> AssetStatus.ACTIVE);
        world.done(program, CreateProgram.class, ProgramStored.class);
        world.done(program, UpdateProgram.class, ProgramStored.class);

        var symbol = "LARGESTLARGESTLA";
        var asset = AssetId.ofSymbol(symbol).account();
        var limit = Amount.parse("9".repeat(20) + "." + "9".repeat(18));
        world.knows("symbol", () -> symbol).knows("maxTransactionAmount", () -> limit);
        world.cluster.doneWithin(asset, world.largest(CreateAsset.class).getFirst(), AssetStored.class);
        world.done(asset, UpdateAsset.class, AssetStored.class);
        world.knows("programId", program::asProgram);
        world.done(asset, LinkAsset.class, AssetStored.class);
    }

    @Test
    void keeps_all_that_may_be_kept_with_a_participant() {
        var name = Letters.ESCAPED.text(PutParticipant.EXTERNAL_ID_LENGTH_MAX, 7);
        var participant = AccountId.ofParticipant(name);
        world.knows("externalId", () -> name)
                .knows("PutParticipant.status", () -> AccountStatus.ACTIVE)
                .knows("ChangeParticipantStatus.status", () -> AccountStatus.SUSPENDED);

        world.done(participant, PutParticipant.class, ParticipantStored.class);
        world.done(participant, UpdateParticipant.class, ParticipantStored.class);
        world.done(participant, ChangeParticipantStatus.class, ParticipantStored.class);
        world.done(participant, GetParticipant.class, ParticipantFound.class);
    }

    @Test
    void keeps_all_members_that_a_group_may_have_wherever_they_live() {
        var members = IntStream.range(0, CreateGroup.MEMBERS_MAX)
                .mapToObj(number -> new Member(world.participant("member-" + number), GroupRole.ADMIN))
                .toList();
        var group = AccountId.ofGroup(IdempotencyKey.of("large group"));
        world.knows("members", () -> members)
                .knows("participantId", () -> members.getLast().participantId());

        world.done(group, CreateGroup.class, GroupStored.class);
        world.done(group, AddGroupMembers.class, GroupStored.class);
        world.done(group, UpdateGroup.class, GroupStored.class);
        world.done(group, GetGroup.class, GroupFound.class);
        world.done(group, RemoveGroupMember.class, GroupStored.class);
        world.done(group, ArchiveGroup.class, GroupStored.class);
    }

    @Test
    void reserves_and_gives_back_as_much_as_can_be() {
        world.lots(ann, 10);
        world.knows("percent", () -> 100)
                .knows("charge", () -> LargestWorld.CHARGE)
                .knows("smallestUnits", () -> 1L);
        for (var create : world.largest(CreateReservePlan.class)) {
            var made = world.cluster.doneWithin(ann, create, ReservePlanFound.class);
            world.charges(ann, RESERVED);
            world.knows("reservePlan", () -> made.plan().plan().id());
            // A plan is of one kind, so it is refused what only the other kind has.
            assertThat(world.tried(ann, UpdateReservePlan.class)).isNotEmpty();
            world.done(ann, ListReservePlans.class, ReservePlanPage.class);
            world.done(ann, DisableReservePlan.class, ReservePlanFound.class);
        }
        world.done(ann, CreateReserveHold.class, ReserveHoldFound.class);
        var hold = reserved();
        world.knows("reserveHold", () -> hold);
        world.done(ann, UpdateReserveHold.class, ReserveHoldFound.class);
        var released = world.done(ann, CreateReserveRelease.class, ReserveReleaseFound.class);
        world.knows(
                "reserveRelease", () -> released.getFirst().release().release().id());
        world.done(ann, UpdateReserveRelease.class, ReserveReleaseFound.class);
    }

    /** The newest reserve hold. */
    private HoldId reserved() {
        var list = new ListReserveHolds(empty(), empty(), empty(), empty(), empty(), empty(), empty());
        return world.cluster
                .done(ann, list, ReserveHoldPage.class)
                .data()
                .getFirst()
                .hold()
                .id();
    }
}
