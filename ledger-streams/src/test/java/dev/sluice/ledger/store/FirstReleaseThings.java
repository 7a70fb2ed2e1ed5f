package dev.sluice.ledger.store;

import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.core.state.DueItem;
import dev.sluice.ledger.core.state.FirstRows;
import dev.sluice.ledger.core.state.HoldState;
import dev.sluice.ledger.core.state.Lot;
import dev.sluice.ledger.core.state.LotPosition;
import dev.sluice.ledger.core.state.ReversibleDebit;
import dev.sluice.ledger.core.state.Slice;
import dev.sluice.ledger.core.state.StateChanges.SystemKey;
import dev.sluice.schema.entity.Asset;
import dev.sluice.schema.entity.Group;
import dev.sluice.schema.entity.Participant;
import dev.sluice.schema.entity.Program;
import dev.sluice.schema.entity.TransferRecord;
import dev.sluice.schema.rejection.Rejection;
import dev.sluice.schema.rejection.RejectionCode;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AccountKind;
import dev.sluice.schema.value.AccountStatus;
import dev.sluice.schema.value.Amount;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.AssetStatus;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.GroupRole;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.HoldOrigin;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotId;
import dev.sluice.schema.value.LotOrigin;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import dev.sluice.schema.value.SystemAccount;
import dev.sluice.schema.value.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The things that the frozen rows of the first release describe, apart from reserves: of each thing one with every field that
 * it can have, and one with none that may be absent.
 */
final class FirstReleaseThings {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    static final AccountId ANN = AccountId.ofParticipant("ann");
    static final AccountId BEN = AccountId.ofParticipant("ben");
    static final AccountId HOME = AccountId.ofGroup(IdempotencyKey.of("home"));
    static final AssetId POINTS = AssetId.ofSymbol("PTS");
    static final AssetId MILES = AssetId.ofSymbol("MILES");
    static final ProgramId SHOP = new ProgramId(id(0x5409));

    static final Program PROGRAM =
            new Program(SHOP, "Shop", Optional.of("Points for \"friends\" ä😀"), ProgramStatus.SUSPENDED, NOW, days(1));
    static final Program PROGRAM_WITH_LITTLE =
            new Program(new ProgramId(id(0x540a)), "S", Optional.empty(), ProgramStatus.ACTIVE, NOW, NOW);

    static final Asset ASSET = new Asset(
            POINTS,
            "PTS",
            "Points",
            InventoryMode.LOT,
            IssuancePolicy.PREFUNDED,
            2,
            Optional.of(amount("99999999999999999999.99")),
            List.of(SHOP, PROGRAM_WITH_LITTLE.id()),
            AssetStatus.ARCHIVED,
            NOW,
            days(1));
    static final Asset ASSET_WITH_LITTLE = new Asset(
            MILES,
            "MILES",
            "Miles",
            InventoryMode.SIMPLE,
            IssuancePolicy.UNLIMITED,
            0,
            Optional.empty(),
            List.of(),
            AssetStatus.ACTIVE,
            NOW,
            NOW);

    static final Participant PARTICIPANT = new Participant(
            ANN,
            "ann",
            AccountStatus.SUSPENDED,
            Optional.of("Ann \"A.\" ä😀"),
            Map.of("tier", "gold", "nested", List.of(Map.of("a", "b"))),
            NOW,
            days(1));
    static final Participant PARTICIPANT_WITH_LITTLE =
            new Participant(BEN, "ben", AccountStatus.ACTIVE, Optional.empty(), Map.of(), NOW, NOW);
    static final Group GROUP = new Group(
            HOME,
            "Home",
            List.of(new Member(ANN, GroupRole.ADMIN), new Member(BEN, GroupRole.MEMBER)),
            AccountStatus.ARCHIVED,
            NOW,
            days(1));

    private static final LotPosition FIRST = new LotPosition(days(-30), 1);
    private static final LotPosition SECOND = new LotPosition(days(-20), 2);
    private static final LotPosition THIRD = new LotPosition(days(-10), 3);
    private static final LotPosition SPENT = new LotPosition(days(-40), 5);
    private static final LotPosition OLDEST = new LotPosition(days(-20_000), 4);

    static final List<DueItem> DUE = List.of(
            due(days(1), DueItem.Kind.MATURITY, 0x103),
            due(days(1), DueItem.Kind.HOLD_EXPIRY, 0x201),
            due(days(1), DueItem.Kind.LOT_EXPIRY, 0x102),
            due(days(2), DueItem.Kind.RESERVE_RELEASE, 0x203),
            due(days(3), DueItem.Kind.RESERVE_PLAN, 0x301));

    static final Balance BALANCE = new Balance(
            new Balance.Key(ANN, POINTS),
            amount("12.50"),
            amount("7.00"),
            amount("3.00"),
            amount("0.00"),
            5,
            new FirstRows(
                    Optional.of(SECOND),
                    Optional.of(FIRST),
                    Optional.of(hold(0x201)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(DUE.getFirst())));
    static final Balance BALANCE_WITH_A_DEBT = new Balance(
            new Balance.Key(ANN, MILES),
            amount("-5"),
            amount("0"),
            amount("0"),
            amount("5"),
            0,
            new FirstRows(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(hold(0x400)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    static final Balance BALANCE_WITH_LITTLE = new Balance(
            new Balance.Key(BEN, MILES),
            amount("9999999999999999999999999999999999999999"),
            amount("0"),
            amount("0"),
            amount("0"),
            0,
            new FirstRows(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));

    /** As versions before the first release wrote it: of what falls due first they knew the instant only. */
    static final Balance BALANCE_OF_OLD = new Balance(
            new Balance.Key(BEN, POINTS),
            amount("1.00"),
            amount("0.00"),
            amount("0.00"),
            amount("0.00"),
            1,
            new FirstRows(
                    Optional.of(FIRST),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(DueItem.beforeAllAt(BEN, POINTS, days(1)))));

    static final Lot LOT = new Lot(
            ANN,
            POINTS,
            lotId(0x102),
            SECOND,
            amount("20.00"),
            amount("12.50"),
            Optional.of(days(1)),
            Optional.of(days(-1)),
            Optional.of("order-1 ä😀"),
            LotOrigin.TRANSFER,
            Optional.empty());
    static final Lot LOT_WITH_LITTLE = lot(0x103, THIRD, "3.00", LotOrigin.CREDIT, Optional.empty());
    static final Lot LOT_THAT_EXPIRED =
            lot(0x104, OLDEST, "0.00", LotOrigin.REVERSAL, Optional.of(new Lot.Finish(days(-2), true)));
    static final Lot LOT_THAT_WAS_SPENT =
            lot(0x105, SPENT, "0.00", LotOrigin.CREDIT, Optional.of(new Lot.Finish(days(-1), false)));

    static final Slice AVAILABLE = new Slice(
            new Slice.Key(ANN, POINTS, Bucket.AVAILABLE, SECOND, Optional.empty()),
            lotId(0x102),
            amount("12.50"),
            Optional.of(days(1)),
            Optional.of("order-1 ä😀"));
    static final Slice DEFERRED = new Slice(
            new Slice.Key(ANN, POINTS, Bucket.DEFERRED, THIRD, Optional.empty()),
            lotId(0x103),
            amount("3.00"),
            Optional.empty(),
            Optional.empty());
    static final List<Slice> HELD = List.of(
            new Slice(
                    new Slice.Key(ANN, POINTS, Bucket.HELD, FIRST, Optional.of(hold(0x201))),
                    lotId(0x101),
                    amount("4.00"),
                    Optional.empty(),
                    Optional.empty()),
            new Slice(
                    new Slice.Key(ANN, POINTS, Bucket.HELD, SECOND, Optional.of(hold(0x201))),
                    lotId(0x102),
                    amount("3.00"),
                    Optional.of(days(1)),
                    Optional.of("order-1 ä😀")));

    static final HoldState HOLD = new HoldState(
            new HoldState.Key(ANN, POINTS, hold(0x201)),
            SHOP,
            amount("10.00"),
            amount("7.00"),
            amount("1.00"),
            amount("1.50"),
            amount("0.50"),
            HoldOrigin.HOLD,
            Optional.of("order-1 ä😀"),
            NOW,
            Optional.of(days(1)),
            Map.of("channel", "web", "order", "0977"),
            Optional.empty(),
            Optional.empty());
    static final HoldState HOLD_OF_A_CREDIT = hold(0x202, HoldOrigin.CREDIT, Optional.empty());
    static final HoldState HOLD_OF_A_RESERVE = hold(0x203, HoldOrigin.RESERVE, Optional.empty());
    static final HoldState CLOSED_HOLD = hold(0x204, HoldOrigin.HOLD, Optional.of(days(-3)));

    /** One more than stand together in one row. */
    static final List<HoldState> HOLDS_OF_ONE_REFERENCE = IntStream.range(0x400, 0x411)
            .mapToObj(id -> new HoldState(
                    new HoldState.Key(ANN, MILES, hold(id)),
                    SHOP,
                    amount("1"),
                    amount("1"),
                    amount("0"),
                    amount("0"),
                    amount("0"),
                    HoldOrigin.HOLD,
                    Optional.of("trip"),
                    NOW,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty()))
            .toList();

    static final Map<SystemKey, Amount> SYSTEM = Map.of(
            new SystemKey(SystemAccount.SYSTEM_ISSUANCE, POINTS), amount("-99999999999999999999999999999999999999.99"),
            new SystemKey(SystemAccount.SYSTEM_BREAKAGE, POINTS), amount("0.01"),
            new SystemKey(SystemAccount.SYSTEM_REDEMPTION, POINTS), amount("0.00"),
            new SystemKey(SystemAccount.SYSTEM_TRANSIT, POINTS), amount("256.00"));

    static final TransferRecord TRANSFER = new TransferRecord(
            new EntryId(id(0x501)),
            ANN,
            SHOP,
            POINTS,
            "Thanks \"friends\" ä😀",
            Optional.of("order-1"),
            amount("3.50"),
            TransferStatus.REFUSED,
            List.of(
                    new TransferRecord.Leg(BEN, AccountKind.PARTICIPANT, amount("2.50")),
                    new TransferRecord.Leg(HOME, AccountKind.GROUP, amount("1.00"))),
            Optional.of(Rejection.atField(
                    RejectionCode.ACCOUNT_NOT_ACTIVE,
                    "#/recipients/1",
                    "Expected an active account, but it is ARCHIVED")),
            NOW,
            Map.of("channel", "web", "order", "0977"));
    static final TransferRecord TRANSFER_WITH_LITTLE = new TransferRecord(
            new EntryId(id(0x502)),
            ANN,
            SHOP,
            MILES,
            "T",
            Optional.empty(),
            amount("1"),
            TransferStatus.PENDING,
            List.of(new TransferRecord.Leg(BEN, AccountKind.PARTICIPANT, amount("1"))),
            Optional.empty(),
            NOW,
            Map.of());

    static final ReversibleDebit DEBIT = new ReversibleDebit(
            new EntryId(id(0x601)),
            ANN,
            POINTS,
            SHOP,
            true,
            NOW,
            List.of(
                    new ReversibleDebit.Part(Optional.of(lotId(0x105)), amount("5.00"), amount("1.25")),
                    new ReversibleDebit.Part(Optional.empty(), amount("2.00"), amount("2.00"))));
    static final ReversibleDebit DEBIT_WITH_LITTLE = new ReversibleDebit(
            new EntryId(id(0x602)),
            ANN,
            MILES,
            SHOP,
            false,
            NOW,
            List.of(new ReversibleDebit.Part(Optional.empty(), amount("5"), amount("0"))));

    /** Each thing that is over is listed to be forgotten, by when it was over. */
    static final List<FinishedThing> TO_BE_FORGOTTEN = List.of(
            FinishedThing.of(CLOSED_HOLD, days(-3)),
            FinishedThing.of(LOT_THAT_EXPIRED, days(-2)),
            FinishedThing.of(LOT_THAT_WAS_SPENT, days(-1)),
            FinishedThing.of(TRANSFER),
            FinishedThing.of(TRANSFER_WITH_LITTLE),
            FinishedThing.of(DEBIT),
            FinishedThing.of(DEBIT_WITH_LITTLE));

    static final Head HEAD = new Head(42, "0f1e2d3c4b5a69788796a5b4c3d2e1f0".repeat(2), NOW, 7);

    private FirstReleaseThings() {}

    private static UUID id(int number) {
        return new UUID(0x019ca9450afa7e1dL, 0xa9667a4871000000L + number);
    }

    static HoldId hold(int number) {
        return new HoldId(id(number));
    }

    private static LotId lotId(int number) {
        return new LotId(id(number));
    }

    private static Amount amount(String text) {
        return Amount.parseWritten(text);
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static DueItem due(Instant at, DueItem.Kind kind, int target) {
        return new DueItem(ANN, POINTS, at, kind, id(target));
    }

    private static Lot lot(
            int number, LotPosition position, String remaining, LotOrigin origin, Optional<Lot.Finish> finish) {
        return new Lot(
                ANN,
                POINTS,
                lotId(number),
                position,
                amount("3.00"),
                amount(remaining),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                origin,
                finish);
    }

    private static HoldState hold(int number, HoldOrigin origin, Optional<Instant> closedAt) {
        var none = amount("0.00");
        return new HoldState(
                new HoldState.Key(ANN, POINTS, hold(number)),
                SHOP,
                amount("2.00"),
                closedAt.isPresent() ? none : amount("2.00"),
                none,
                closedAt.isPresent() ? amount("2.00") : none,
                none,
                origin,
                Optional.empty(),
                days(-4),
                Optional.empty(),
                Map.of(),
                closedAt,
                Optional.empty());
    }
}
