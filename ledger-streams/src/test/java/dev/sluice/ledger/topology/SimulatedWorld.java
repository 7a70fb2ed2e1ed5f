package dev.sluice.ledger.topology;

import dev.sluice.ledger.core.balance.Balance;
import dev.sluice.ledger.core.model.RequestMaker;
import dev.sluice.ledger.core.model.Surroundings;
import dev.sluice.ledger.topology.TopologySettings.Backlog;
import dev.sluice.ledger.topology.TopologySettings.Retention;
import dev.sluice.ledger.topology.TopologySettings.Sweep;
import dev.sluice.schema.request.Operation;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.AssetId;
import dev.sluice.schema.value.Bucket;
import dev.sluice.schema.value.EntryId;
import dev.sluice.schema.value.HoldId;
import dev.sluice.schema.value.IdempotencyKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A small world by chance: how many partitions and people there are, and how long the ledger remembers what is over. */
final class SimulatedWorld implements Surroundings {

    private static final List<String> PEOPLE = List.of("ann", "bob", "cleo", "dan", "eve", "finn", "gus", "hal");

    /** So long that nothing is forgotten while a run lasts. */
    private static final Retention LONG = new Retention(Duration.ofDays(1_000_000), Duration.ofDays(1_000_000));

    private static final Retention SHORT = new Retention(Duration.ofDays(2), Duration.ofDays(3));

    private final List<String> participants;
    private final List<AccountId> groups;
    private final List<AccountId> accounts = new ArrayList<>();
    private final List<Class<? extends Operation>> favourites;
    private final OptionalInt laggard;
    private final boolean forgets;
    private final TopologySettings settings;
    private BiFunction<AccountId, AssetId, Optional<PotSums>> pots = (account, asset) -> Optional.empty();
    private BiFunction<AccountId, AssetId, List<EntryId>> consumptions = (account, asset) -> List.of();
    private Function<AccountId, List<EntryId>> transfers = account -> List.of();

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
        // Nothing depends on how fast the machine is, so a round may take as long as it likes.
        var sweep = new Sweep(true, Sweep.DEFAULT.interval(), Sweep.DEFAULT.margin(), itemsMax, Duration.ofHours(1));
        // So few postings that a second thing that falls due on an account is often one too many.
        var backlog = new Backlog(List.of(1, 4, 1_000).get(random.nextInt(3)), Backlog.DEFAULT.interval());
        settings = new TopologySettings("simulated.", partitions, forgets ? SHORT : LONG, sweep, backlog);
    }

    /** From here on requests may name the lots and holds that there are. */
    void populatedBy(SimulatedCluster cluster, ClusterInvariants invariants) {
        transfers = account -> invariants.audit(cluster.home(account)).transfersOf(account);
        consumptions = (account, asset) ->
                invariants.audit(cluster.home(account)).reversals().consumptions(account, asset);
        pots = (account, asset) -> Optional.ofNullable(
                invariants.audit(cluster.home(account)).pots().get(new Balance.Key(account, asset)));
    }

    TopologySettings settings() {
        return settings;
    }

    /** The types of requests of which there are more here than elsewhere, so that they meet each other. */
    List<Class<? extends Operation>> favourites() {
        return favourites;
    }

    /** Whether this is a partition that works slowly, so that much is on its way to it. */
    boolean isLaggard(int partition) {
        return laggard.equals(OptionalInt.of(partition));
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
    public List<EntryId> consumptions(AccountId account, AssetId asset) {
        return consumptions.apply(account, asset);
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
}
