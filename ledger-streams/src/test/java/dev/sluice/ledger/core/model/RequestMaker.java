package dev.sluice.ledger.core.model;

import dev.sluice.schema.request.AddGroupMembers;
import dev.sluice.schema.request.ArchiveGroup;
import dev.sluice.schema.request.BurnWallet;
import dev.sluice.schema.request.Change;
import dev.sluice.schema.request.ChangeParticipantStatus;
import dev.sluice.schema.request.CreateAsset;
import dev.sluice.schema.request.CreateGroup;
import dev.sluice.schema.request.CreateGroup.Member;
import dev.sluice.schema.request.CreateProgram;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.Forfeit;
import dev.sluice.schema.request.FundWallet;
import dev.sluice.schema.request.GetAsset;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.GetGroup;
import dev.sluice.schema.request.GetHold;
import dev.sluice.schema.request.GetParticipant;
import dev.sluice.schema.request.GetProgram;
import dev.sluice.schema.request.GetTransfer;
import dev.sluice.schema.request.Hold;
import dev.sluice.schema.request.LinkAsset;
import dev.sluice.schema.request.ListAssets;
import dev.sluice.schema.request.ListHolds;
import dev.sluice.schema.request.ListLots;
import dev.sluice.schema.request.ListPrograms;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.PutParticipant;
import dev.sluice.schema.request.Release;
import dev.sluice.schema.request.RemoveGroupMember;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.Transfer.Recipient;
import dev.sluice.schema.request.UpdateAsset;
import dev.sluice.schema.request.UpdateGroup;
import dev.sluice.schema.request.UpdateParticipant;
import dev.sluice.schema.request.UpdateProgram;
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
import dev.sluice.schema.value.HoldStatus;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import dev.sluice.schema.value.IssuancePolicy;
import dev.sluice.schema.value.LotStatus;
import dev.sluice.schema.value.ProgramId;
import dev.sluice.schema.value.ProgramStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes one request by chance, of few accounts, few assets and few amounts, so that requests meet each other. What it makes
 * follows from its seed and from what the ledger has at that time, so that any part of a sequence of seeds is a sequence
 * again.
 */
public final class RequestMaker {

    static final ProgramId SHOP = ProgramId.madeWith(IdempotencyKey.of("shop"));
    static final ProgramId OTHER_SHOP = ProgramId.madeWith(IdempotencyKey.of("other shop"));
    private static final ProgramId NO_SHOP = ProgramId.madeWith(IdempotencyKey.of("no shop"));
    private static final AccountId NOBODY = AccountId.ofParticipant("nobody");

    /** An asset as it is made: a few decimals, none at all, and as many as there can be. */
    private enum Kind {
        PTS(InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2),
        USD(InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 2),
        INT(InventoryMode.LOT, IssuancePolicy.UNLIMITED, 0),
        WEI(InventoryMode.SIMPLE, IssuancePolicy.UNLIMITED, 18),
        GIFT(InventoryMode.LOT, IssuancePolicy.PREFUNDED, 2),
        CASH(InventoryMode.SIMPLE, IssuancePolicy.PREFUNDED, 2),
        NONE(InventoryMode.LOT, IssuancePolicy.UNLIMITED, 2);

        final InventoryMode mode;
        final IssuancePolicy policy;
        final int scale;
        final AssetId id = AssetId.ofSymbol(name());

        Kind(InventoryMode mode, IssuancePolicy policy, int scale) {
            this.mode = mode;
            this.policy = policy;
            this.scale = scale;
        }

        CreateAsset made(ProgramId program) {
            return new CreateAsset(program, name(), name(), mode, policy, scale, Optional.empty());
        }
    }

    private record Maker(int weight, Supplier<Operation> operation) {}

    private final Random random;
    private final Surroundings known;
    private final Instant now;
    private final Map<Class<? extends Operation>, Maker> makers = new LinkedHashMap<>();

    private AccountId account;
    private Kind asset;

    public RequestMaker(long seed, Surroundings known, Instant now) {
        this.random = new Random(seed);
        this.known = known;
        this.now = now;
        this.account = oneOf(known.accounts());
        this.asset = oneOf(
                Kind.PTS, Kind.PTS, Kind.PTS, Kind.PTS, Kind.PTS, Kind.USD, Kind.USD, Kind.INT, Kind.WEI, Kind.GIFT,
                Kind.GIFT, Kind.CASH);
        if (isOneIn(40)) {
            account = NOBODY;
        }
        if (isOneIn(40)) {
            asset = Kind.NONE;
        }
        balanceOperations();
        transfersAndWallets();
        catalogue();
        owners();
        questions();
    }

    /** The types that are made here. */
    public static Set<Class<? extends Operation>> types() {
        return new RequestMaker(0, new NaiveSurroundings(new NaiveLedger()), Instant.EPOCH).makers.keySet();
    }

    /** What every sequence begins with. */
    public static List<Request> beginning(Surroundings known) {
        var requests = new ArrayList<Request>();
        var key = IdempotencyKey.of("beginning");
        requests.add(new Request(SHOP.account(), key, new CreateProgram("Shop", Optional.empty())));
        requests.add(new Request(OTHER_SHOP.account(), key, new CreateProgram("Other", Optional.empty())));
        for (var kind : Kind.values()) {
            if (kind != Kind.NONE) {
                requests.add(new Request(kind.id.account(), key, kind.made(SHOP)));
            }
        }
        var people = known.participants();
        people.forEach(name ->
                requests.add(new Request(AccountId.ofParticipant(name), key, participant(name, Optional.empty()))));
        known.groups().forEach(group -> requests.add(new Request(group, key, group("Team", people))));
        for (var kind : List.of(Kind.GIFT, Kind.CASH)) {
            var fund = new FundWallet(kind.id, Amount.parse("40"), "Start", Optional.empty(), Map.of());
            requests.add(new Request(SHOP.account(), IdempotencyKey.of("fund " + kind), fund));
        }
        return requests;
    }

    /** How far time goes before the request: mostly not at all, often to the very instant of something. */
    public Duration pause() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> Duration.ofDays(1);
            case 2 -> Duration.ofDays(random.nextInt(6));
            case 3 -> Duration.ofMillis(1);
            case 4 -> Duration.ofDays(1).minusMillis(1);
            default -> Duration.ZERO;
        };
    }

    /** A request as there would be many: more operations on balances than anything else. */
    public Request request() {
        var left =
                random.nextInt(makers.values().stream().mapToInt(Maker::weight).sum());
        for (var maker : makers.values()) {
            left -= maker.weight();
            if (left < 0) {
                return request(maker);
            }
        }
        throw new AssertionError("The weights have a sum");
    }

    /** A request of this type. */
    public Request requestOf(Class<? extends Operation> type) {
        return request(makers.get(type));
    }

    private Request request(Maker maker) {
        var operation = maker.operation().get();
        return new Request(
                account,
                sometimes(30, () -> oneOf(AccountKind.PARTICIPANT, AccountKind.GROUP)),
                IdempotencyKey.of("key"),
                operation);
    }

    private <T extends Operation> void make(int weight, Class<T> type, Supplier<T> operation) {
        makers.put(type, new Maker(weight, operation::get));
    }

    private void balanceOperations() {
        make(300, Credit.class, this::credit);
        make(120, Debit.class, this::debit);
        make(240, Hold.class, () -> {
            var lots = lotIds();
            var from = sometimes(12, this::someTime);
            return new Hold(
                    program(),
                    asset.id,
                    "Hold",
                    sometimes(1.3, this::amount),
                    sometimes(20, () -> oneOf(Bucket.values())),
                    lots,
                    from,
                    sometimes(12, () -> later(from)),
                    reference(),
                    sometimes(3, this::later),
                    Map.of());
        });
        make(160, Release.class, () -> {
            var lots = lotIds();
            var from = sometimes(12, this::someTime);
            return new Release(
                    program(),
                    asset.id,
                    "Release",
                    sometimes(2, this::amount),
                    sometimes(20, () -> oneOf(Bucket.values())),
                    lots,
                    from,
                    sometimes(12, () -> later(from)),
                    reference(),
                    Map.of());
        });
        make(80, Forfeit.class, () -> {
            var lots = lotIds();
            var from = sometimes(12, this::someTime);
            return new Forfeit(
                    program(),
                    asset.id,
                    "Forfeit",
                    sometimes(1.2, this::amount),
                    oneOf(Bucket.AVAILABLE, Bucket.HELD),
                    lots,
                    from,
                    sometimes(12, () -> later(from)),
                    sometimes(2, () -> oneOf("A", "B")),
                    Map.of());
        });
    }

    private Credit credit() {
        var hasDates = asset.mode == InventoryMode.LOT || isOneIn(20);
        var matures = hasDates ? sometimes(4, this::someTime) : Optional.<Instant>empty();
        var bucket = matures.isPresent()
                ? sometimes(4, () -> oneOf(Bucket.AVAILABLE, Bucket.DEFERRED))
                : sometimes(4, () -> oneOf(Bucket.AVAILABLE, Bucket.HELD, Bucket.HELD));
        var expires = hasDates ? sometimes(2, this::later) : Optional.<Instant>empty();
        return new Credit(
                program(),
                asset.id,
                "Credit",
                isOneIn(60) ? Amount.parse("9".repeat(36)) : amount(9),
                bucket,
                reference(),
                hasDates ? sometimes(2, this::someTime) : Optional.empty(),
                expires.filter(time -> matures.isEmpty() || time.isAfter(matures.get())),
                matures,
                Map.of());
    }

    private Debit debit() {
        var bucket = sometimes(2, () -> oneOf(Bucket.AVAILABLE, Bucket.HELD));
        var mayOverdraw = bucket.orElse(Bucket.AVAILABLE) == Bucket.AVAILABLE && isOneIn(3);
        return new Debit(
                program(),
                asset.id,
                "Debit",
                isOneIn(80) ? Amount.parse("9".repeat(36)) : amount(),
                bucket,
                mayOverdraw,
                mayOverdraw ? Optional.empty() : lotIds(),
                reference(),
                Map.of());
    }

    private void transfersAndWallets() {
        make(160, Transfer.class, this::transfer);
        make(14, FundWallet.class, () -> {
            account = walletOrNone();
            return new FundWallet(prefunded(), amount(9), "Fund", reference(), Map.of());
        });
        make(8, BurnWallet.class, () -> {
            account = walletOrNone();
            return new BurnWallet(prefunded(), amount(), "Burn", reference(), Map.of());
        });
        make(12, GetTransfer.class, () -> new GetTransfer(transferId()));
    }

    private Transfer transfer() {
        var recipients = new ArrayList<Recipient>();
        var count = isOneIn(3) ? 2 + random.nextInt(4) : 1;
        while (recipients.size() < count) {
            var recipient = recipient();
            if (!recipient.accountId().equals(account)) {
                recipients.add(recipient);
            }
        }
        var preserve = asset.mode == InventoryMode.LOT ? isOneIn(2) : isOneIn(30);
        return new Transfer(program(), asset.id, "Transfer", recipients, preserve, reference(), Map.of());
    }

    private Recipient recipient() {
        var amount = isOneIn(80) ? Amount.parse("9".repeat(36)) : amount();
        if (isOneIn(5)) {
            return new Recipient(amount, Optional.empty(), Optional.empty(), Optional.of(groupOrSomeone(6)));
        }
        return isOneIn(2)
                ? new Recipient(
                        amount,
                        Optional.of(isOneIn(25) ? "nobody" : oneOf(known.participants())),
                        Optional.empty(),
                        Optional.empty())
                : new Recipient(
                        amount,
                        Optional.empty(),
                        Optional.of(isOneIn(25) ? group() : AccountId.ofParticipant(oneOf(known.participants()))),
                        Optional.empty());
    }

    private AccountId walletOrNone() {
        return isOneIn(12) ? oneOf(OTHER_SHOP, NO_SHOP).account() : SHOP.account();
    }

    private AssetId prefunded() {
        return isOneIn(12) ? asset.id : oneOf(Kind.GIFT, Kind.GIFT, Kind.CASH).id;
    }

    private EntryId transferId() {
        var ids = known.transferIds(account);
        return ids.isEmpty() || isOneIn(5)
                ? new EntryId(new UUID(0x7000L, Long.MIN_VALUE))
                : ids.get(random.nextInt(ids.size()));
    }

    private void catalogue() {
        make(3, CreateProgram.class, () -> {
            account = oneOf(SHOP, OTHER_SHOP).account();
            return new CreateProgram(oneOf("Shop", "Other", "New"), Optional.empty());
        });
        make(10, UpdateProgram.class, () -> {
            account = oneOf(SHOP, OTHER_SHOP, NO_SHOP).account();
            return new UpdateProgram(
                    sometimes(3, () -> oneOf("Shop", "Other")),
                    sometimes(3, () -> oneOf("Text", "")),
                    sometimes(
                            2,
                            () -> oneOf(
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.ACTIVE,
                                    ProgramStatus.SUSPENDED,
                                    ProgramStatus.ARCHIVED)));
        });
        make(8, CreateAsset.class, () -> {
            var kind = oneOf(Kind.PTS, Kind.USD, Kind.INT, Kind.GIFT);
            account = isOneIn(8) ? Kind.WEI.id.account() : kind.id.account();
            var made = kind.made(oneOf(SHOP, OTHER_SHOP, OTHER_SHOP, NO_SHOP));
            return isOneIn(2)
                    ? made
                    : new CreateAsset(
                            made.programId(),
                            made.name(),
                            made.symbol(),
                            made.inventoryMode(),
                            made.issuancePolicy(),
                            made.scale(),
                            Optional.of(oneOf(Amount.parse("5"), Amount.parse("0.001"))));
        });
        make(12, UpdateAsset.class, () -> {
            account = oneOf(Kind.PTS, Kind.USD, Kind.INT, Kind.NONE).id.account();
            return new UpdateAsset(
                    sometimes(3, () -> oneOf("New", account.toString())),
                    oneOf(
                            new Change.Keep<>(),
                            new Change.Clear<>(),
                            new Change.Set<>(Amount.parse("6")),
                            new Change.Set<>(Amount.parse("5.001"))),
                    sometimes(8, () -> oneOf(AssetStatus.ACTIVE, AssetStatus.ARCHIVED)));
        });
        make(6, LinkAsset.class, () -> {
            account = oneOf(Kind.PTS, Kind.USD, Kind.NONE).id.account();
            return new LinkAsset(oneOf(SHOP, OTHER_SHOP, NO_SHOP));
        });
    }

    private static PutParticipant participant(String externalId, Optional<AccountStatus> status) {
        return new PutParticipant(externalId, status, Optional.empty(), Optional.empty());
    }

    private static CreateGroup group(String name, List<String> people) {
        var members = people.stream()
                .limit(2)
                .map(person -> new Member(AccountId.ofParticipant(person), roleOf(person, people)))
                .toList();
        return new CreateGroup(name, members);
    }

    private static GroupRole roleOf(String person, List<String> people) {
        return person.equals(people.getFirst()) ? GroupRole.ADMIN : GroupRole.MEMBER;
    }

    private AccountId group() {
        return oneOf(known.groups());
    }

    /** A group, or once in a while the account of a person, which is none. */
    private AccountId groupOrSomeone(int groups) {
        var choice = new ArrayList<>(Collections.nCopies(groups, group()));
        choice.add(someoneFirst());
        return oneOf(choice);
    }

    private AccountId someoneFirst() {
        return AccountId.ofParticipant(known.participants().getFirst());
    }

    private AccountId someoneOrNobody() {
        var someone = new ArrayList<>(
                known.participants().stream().map(AccountId::ofParticipant).toList());
        someone.add(NOBODY);
        return oneOf(someone);
    }

    private void owners() {
        make(
                4,
                PutParticipant.class,
                () -> participant(
                        oneOf(known.participants()),
                        sometimes(2, () -> oneOf(AccountStatus.ACTIVE, AccountStatus.SUSPENDED))));
        make(
                4,
                UpdateParticipant.class,
                () -> new UpdateParticipant(
                        sometimes(2, () -> oneOf("Name", "Other")),
                        sometimes(2, () -> oneOf(Map.<String, Object>of(), Map.<String, Object>of("key", 1)))));
        make(
                24,
                ChangeParticipantStatus.class,
                () -> new ChangeParticipantStatus(oneOf(
                        AccountStatus.ACTIVE,
                        AccountStatus.ACTIVE,
                        AccountStatus.ACTIVE,
                        AccountStatus.SUSPENDED,
                        AccountStatus.CLOSED)));
        make(2, CreateGroup.class, () -> {
            var team = group();
            account = oneOf(team, team, someoneFirst(), AccountId.ofGroup(IdempotencyKey.of("new team")));
            return group(oneOf("Team", "New"), known.participants());
        });
        make(2, UpdateGroup.class, () -> {
            account = groupOrSomeone(2);
            return new UpdateGroup(sometimes(2, () -> oneOf("Team", "New")));
        });
        make(3, ArchiveGroup.class, () -> {
            account = groupOrSomeone(2);
            return new ArchiveGroup();
        });
        make(4, AddGroupMembers.class, () -> {
            account = groupOrSomeone(3);
            return new AddGroupMembers(List.of(new Member(someoneOrNobody(), oneOf(GroupRole.values()))));
        });
        make(4, RemoveGroupMember.class, () -> {
            account = groupOrSomeone(3);
            return new RemoveGroupMember(someoneOrNobody());
        });
    }

    private void questions() {
        make(3, GetProgram.class, () -> {
            account = oneOf(SHOP, OTHER_SHOP, NO_SHOP).account();
            return new GetProgram();
        });
        make(
                3,
                ListPrograms.class,
                () -> new ListPrograms(sometimes(2, () -> oneOf(ProgramStatus.values())), limit(), noCursor()));
        make(3, GetAsset.class, () -> {
            account = asset.id.account();
            return new GetAsset();
        });
        make(
                3,
                ListAssets.class,
                () -> new ListAssets(sometimes(2, () -> oneOf(AssetStatus.values())), limit(), noCursor()));
        make(6, GetParticipant.class, GetParticipant::new);
        make(4, GetGroup.class, GetGroup::new);
        make(12, GetBalances.class, () -> new GetBalances(sometimes(2, () -> asset.id)));
        make(
                40,
                ListLots.class,
                () -> new ListLots(
                        asset.id,
                        sometimes(3, () -> oneOf(LotStatus.values())),
                        sometimes(6, () -> oneOf("A", "B")),
                        sometimes(6, this::someTime),
                        sometimes(6, this::someTime),
                        limit(),
                        noCursor()));
        make(
                30,
                ListHolds.class,
                () -> new ListHolds(
                        sometimes(2, () -> asset.id),
                        sometimes(3, () -> oneOf(HoldStatus.values())),
                        sometimes(4, () -> oneOf("A", "B")),
                        limit(),
                        noCursor()));
        make(10, GetHold.class, () -> new GetHold(hold()));
    }

    private ProgramId program() {
        return isOneIn(30) ? oneOf(OTHER_SHOP, NO_SHOP) : SHOP;
    }

    /** One to four of the units or of the smallest parts, with more or fewer zeros, rarely too fine. */
    private Amount amount() {
        return amount(4);
    }

    private Amount amount(int most) {
        var digit = String.valueOf(1 + random.nextInt(most));
        return Amount.parse(
                switch (random.nextInt(12)) {
                    case 0 -> digit + ".00";
                    case 1 -> digit + ".5";
                    case 2 -> "0.0" + digit;
                    case 3 -> isOneIn(4) ? "0.00" + digit : digit + ".0";
                    case 4 -> asset == Kind.WEI ? "0." + "0".repeat(17) + digit : digit;
                    default -> digit;
                });
    }

    private Optional<String> reference() {
        return sometimes(1.5, () -> oneOf("A", "A", "A", "B"));
    }

    /** Around now, by whole days, so that instants coincide. */
    private Instant someTime() {
        return now.plus(Duration.ofDays(random.nextInt(10) - 6L));
    }

    private Instant later() {
        return isOneIn(25) ? now.minusMillis(random.nextInt(2)) : now.plus(Duration.ofDays(1L + random.nextInt(5)));
    }

    private Instant later(Optional<Instant> from) {
        return from.orElse(now.minus(Duration.ofDays(3))).plus(Duration.ofDays(random.nextInt(4)));
    }

    private Optional<List<String>> lotIds() {
        if (asset.mode == InventoryMode.SIMPLE ? !isOneIn(30) : !isOneIn(5)) {
            return Optional.empty();
        }
        var ids = new ArrayList<>(known.lotIds(account, asset.id));
        Collections.shuffle(ids, random);
        var some = new ArrayList<>(ids.subList(0, Math.min(ids.size(), 1 + random.nextInt(4))));
        if (some.isEmpty() || isOneIn(12)) {
            some.add(oneOf("no id", new UUID(0x7000L, Long.MIN_VALUE).toString()));
        }
        return Optional.of(some);
    }

    private HoldId hold() {
        var ids = known.holdIds(account, asset.id);
        return ids.isEmpty() || isOneIn(5)
                ? new HoldId(new UUID(0x7000L, Long.MIN_VALUE))
                : ids.get(random.nextInt(ids.size()));
    }

    private Optional<Integer> limit() {
        return sometimes(1.2, () -> oneOf(1, 2, 3, 200));
    }

    private Optional<String> noCursor() {
        return sometimes(25, () -> oneOf("x", "AAAA", "####"));
    }

    private boolean isOneIn(double n) {
        return random.nextInt(1_000) * n < 1_000;
    }

    private <T> Optional<T> sometimes(double oneIn, Supplier<T> value) {
        return isOneIn(oneIn) ? Optional.of(value.get()) : Optional.empty();
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Nothing is drawn where there is no choice. */
    private <T> T oneOf(List<T> values) {
        return values.size() == 1 ? values.getFirst() : values.get(random.nextInt(values.size()));
    }
}
