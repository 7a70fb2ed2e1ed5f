package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.model.RequestMaker;
import dev.sluice.ledger.core.model.Surroundings;
import dev.sluice.ledger.core.state.Balance;
import dev.sluice.ledger.topology.TopologySettings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.request.CreateReserveHold;
import dev.sluice.schema.request.CreateReservePlan;
import dev.sluice.schema.request.CreateReserveRelease;
import dev.sluice.schema.request.Credit;
import dev.sluice.schema.request.Debit;
import dev.sluice.schema.request.DisableReservePlan;
import dev.sluice.schema.request.ListReserveHolds;
import dev.sluice.schema.request.ListReserveReleases;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.request.UpdateReserveHold;
import dev.sluice.schema.request.UpdateReservePlan;
import dev.sluice.schema.request.UpdateReserveRelease;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.ReservePlanId;
import dev.sluice.schema.value.ReserveReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A small world by chance: how many partitions and people there are, and how long the ledger remembers what is over. */
final class SimulatedWorld implements Surroundings {

    private static final List<String> PEOPLE = List.of("ann", "bob", "cleo", "dan", "eve", "finn", "gus", "hal");

    /** So long that nothing is forgotten while a run lasts. */
    private static final Retention LONG = new Retention(Duration.ofDays(1_000_000), Duration.ofDays(1_000_000));

    private static final Retention SHORT = new Retention(Duration.ofDays(2), Duration.ofDays(3));

    /** Charges, refunds, and what is done with reserves. */
    private static final List<Class<? extends Operation>> OF_MERCHANTS = List.of(
            Credit.class,
            Credit.class,
            Credit.class,
            Transfer.class,
            Transfer.class,
            Debit.class,
            Debit.class,
            CreateReserveHold.class,
            UpdateReserveHold.class,
            CreateReserveRelease.class,
            UpdateReserveRelease.class,
            CreateReservePlan.class,
            UpdateReservePlan.class,
            DisableReservePlan.class,
            ListReserveHolds.class,
            ListReserveReleases.class);

    private final List<String> participants;
    private final List<AccountId> groups;
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<Class<? extends Operation>> favourites;
    private final OptionalInt laggard;
    private final boolean hasMerchants;
    private final boolean hasWrongClocks;
    private final boolean isBeingUpgraded;
    private final boolean forgets;
    private final TopologySettings settings;
    private BiFunction<AccountId, AssetId, Optional<PotSums>> pots = (account, asset) -> Optional.empty();
    private BiFunction<AccountId, AssetId, List<EntryId>> reversibleDebits = (account, asset) -> List.of();
    private Function<AccountId, List<EntryId>> transfers = account -> List.of();
    private Function<AccountId, ReserveAudit> reserves = account -> new ReserveAudit();
    private Supplier<List<Instant>> releaseDates = List::of;

    SimulatedWorld(long seed) {
        var random = new Random(seed);
        participants = PEOPLE.subList(0, 4 + random.nextInt(PEOPLE.size() - 3));
        groups = IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(group -> AccountId.ofGroup(IdempotencyKey.of("team " + group)))
                .toList();
        participants.forEach(name -> accounts.add(AccountId.ofParticipant(name)));
        accounts.addAll(groups);
        // Some come up more often than others, so that requests meet.
        accounts.addAll(accounts.subList(0, 2));
        accounts.addAll(accounts.subList(0, 2));
        favourites = random.ints(1 + random.nextInt(3), 0, RequestMaker.types().size())
                .<Class<? extends Operation>>mapToObj(
                        type -> List.copyOf(RequestMaker.types()).get(type))
                .toList();
        var partitions = 2 + random.nextInt(3);
        laggard = random.nextBoolean() ? OptionalInt.of(random.nextInt(partitions)) : OptionalInt.empty();
        forgets = random.nextInt(3) == 0;
        var itemsMax = List.of(1, 3, 1_000).get(random.nextInt(3));
        var sweep = new Sweep(true, Sweep.DEFAULT.interval(), itemsMax, Sweep.DEFAULT.time());
        // So few postings that a second thing that falls due on an account is often one too many, and so few rows that
        // a
        // transaction often has done enough.
        var backlog = new Backlog(
                List.of(1, 4, 1_000).get(random.nextInt(3)),
                List.of(1, 20, 5_000).get(random.nextInt(3)),
                Backlog.DEFAULT.interval());
        settings = new TopologySettings("simulated.", partitions, forgets ? SHORT : LONG, sweep, backlog);
        hasMerchants = random.nextBoolean();
        hasWrongClocks = random.nextInt(3) == 0;
        isBeingUpgraded = random.nextInt(4) == 0;
        if (hasMerchants) {
            for (var more = 0; more < 4; more++) {
                accounts.addAll(merchants());
            }
        }
    }

    private List<AccountId> merchants() {
        return accounts.subList(0, 2);
    }

    /** Whether much of what happens is of two who reserve part of what they get. */
    boolean hasMerchants() {
        return hasMerchants;
    }

    /** What there is before anything happens by chance. */
    List<Request> beginning() {
        var requests = new ArrayList<>(RequestMaker.beginning(this));
        if (hasMerchants) {
            merchants().forEach(merchant -> requests.add(RequestMaker.reservePlan(merchant)));
            participants.forEach(name -> requests.addAll(RequestMaker.wealth(AccountId.ofParticipant(name))));
        }
        return requests;
    }

    /** From here on requests may name the lots and holds that there are. */
    void populatedBy(SimulatedCluster cluster, ClusterInvariants invariants) {
        transfers = account -> invariants.audit(cluster.home(account)).transfersOf(account);
        reversibleDebits = (account, asset) ->
                invariants.audit(cluster.home(account)).reversals().reversibleDebits(account, asset);
        reserves = account -> invariants.audit(cluster.home(account)).reserves();
        releaseDates = () -> cluster.partitions().stream()
                .flatMap(partition ->
                        invariants.audit(partition.own()).reserves().releaseDates())
                .toList();
        pots = (account, asset) -> Optional.ofNullable(
                invariants.audit(cluster.home(account)).pots().get(new Balance.Key(account, asset)));
    }

    TopologySettings settings() {
        return settings;
    }

    /** The types of requests of which there are more here than elsewhere, so that they meet each other. */
    List<Class<? extends Operation>> favourites() {
        return hasMerchants ? OF_MERCHANTS : favourites;
    }

    /** Whether this is a partition that works slowly, so that much is on its way to it. */
    boolean isLaggard(int partition) {
        return laggard.equals(OptionalInt.of(partition));
    }

    /** Whether clocks are set, and are wrong. */
    boolean hasWrongClocks() {
        return hasWrongClocks;
    }

    /** Whether some of the partitions are served by an earlier release. */
    boolean isBeingUpgraded() {
        return isBeingUpgraded;
    }

    /** Whether keys, finished lots and closed holds are forgotten within days. */
    boolean forgets() {
        return forgets;
    }

    @Override
    public List<String> participants() {
        return participants;
    }

    @Override
    public List<AccountId> groups() {
        return groups;
    }

    @Override
    public List<AccountId> accounts() {
        return accounts;
    }

    @Override
    public boolean has(AccountId account, AssetId asset, Bucket bucket) {
        return pots.apply(account, asset)
                .filter(pot -> pot.in(bucket).signum() > 0)
                .isPresent();
    }

    @Override
    public List<String> lotIds(AccountId account, AssetId asset) {
        return pots.apply(account, asset).stream()
                .flatMap(pot -> pot.lots().stream())
                .map(Object::toString)
                .toList();
    }

    @Override
    public List<EntryId> reversibleDebits(AccountId account, AssetId asset) {
        return reversibleDebits.apply(account, asset);
    }

    @Override
    public List<EntryId> transferIds(AccountId account) {
        return transfers.apply(account);
    }

    @Override
    public List<HoldId> holdIds(AccountId account, AssetId asset) {
        return pots.apply(account, asset).stream()
                .flatMap(pot -> pot.holds().stream())
                .toList();
    }

    @Override
    public List<HoldId> reserveHolds(AccountId account) {
        return reserves.apply(account).holdsOf(account);
    }

    @Override
    public List<ReserveReleaseId> reserveReleases(AccountId account) {
        return reserves.apply(account).releasesOf(account);
    }

    @Override
    public List<ReservePlanId> reservePlans(AccountId account) {
        return reserves.apply(account).plansOf(account);
    }

    @Override
    public List<String> charges(AccountId account, AssetId asset) {
        return reserves.apply(account).chargesOf(account, asset);
    }

    @Override
    public List<Instant> releaseDates() {
        return releaseDates.get();
    }
}
