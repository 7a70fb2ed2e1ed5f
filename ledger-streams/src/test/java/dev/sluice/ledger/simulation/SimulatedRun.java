package dev.sluice.ledger.simulation;

import dev.sluice.ledger.core.model.PileUp;
import dev.sluice.ledger.core.model.RequestMaker;
import dev.sluice.ledger.simulation.SimulatedPartition.Committed;
import dev.sluice.ledger.simulation.SimulatedPartition.Work;
import dev.sluice.ledger.simulation.Tally.Met;
import dev.sluice.ledger.topology.output.Rules;
import dev.sluice.schema.request.Question;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.request.Transfer;
import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.IdempotencyKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of a simulated cluster: a world, and steps in it, each of which follows from a seed of its own and from how things
 * stand, so that any part of a sequence of steps is a sequence again. At the end all is delivered.
 */
final class SimulatedRun {

    private static final int STEPS_TOLD = 60;
    private static final int ROUNDS_MAX = 10_000;

    /** About as much as is tolerated, and more. */
    private static final List<Duration> WRONG_BY = Stream.of(
                    Duration.ofSeconds(50), Duration.ofSeconds(70), Duration.ofHours(1), Duration.ofDays(1))
            .flatMap(wrong -> Stream.of(wrong, wrong.negated()))
            .toList();

    private final SimulatedWorld world;
    private final SimulatedCluster cluster;
    private final Correspondence correspondence;
    private final ClusterInvariants invariants;
    private final Tally tally;
    /** Where somebody wants to have them. */
    private Optional<RecordedTopics> topics = Optional.empty();

    /** Where somebody wants to have them. */
    private Optional<List<Committed>> committed = Optional.empty();

    private final List<Request> asked = new ArrayList<>();
    private final List<Object> story = new ArrayList<>();

    private record Told(Instant at, String what, Object subject) {}

    private SimulatedRun(long seed, Rules rules, Tally tally) {
        this.world = new SimulatedWorld(seed);
        this.cluster = new SimulatedCluster(
                world.settings(), world.isBeingUpgraded() ? new EarlierReleaseRules(rules) : rules);
        this.correspondence = new Correspondence(world.settings().retention().outcomes());
        this.invariants = new ClusterInvariants(cluster, correspondence, world.forgets());
        this.tally = tally;
        world.populatedBy(cluster, invariants);
    }

    /** Why the run fails, with the steps that led to it; empty where no invariant breaks. */
    static Optional<String> failure(long seed, List<Long> steps, Rules rules, Tally tally) {
        return new SimulatedRun(seed, rules, tally).failure(seed, steps);
    }

    /** Writes what is on the topics after a run. */
    static Optional<String> record(long seed, List<Long> steps, Path file) throws IOException {
        var run = new SimulatedRun(seed, Rules.ofTheLedger(), new Tally());
        var topics = new RecordedTopics(run.cluster);
        run.topics = Optional.of(topics);
        var failure = run.failure(seed, steps);
        topics.write(file);
        return failure;
    }

    /** A run that has come to its end. */
    record Ended(SimulatedCluster cluster, List<Committed> committed) {}

    /** What has happened in a run, transaction by transaction, and what it led to. */
    static Ended ended(long seed, List<Long> steps) {
        var run = new SimulatedRun(seed, Rules.ofTheLedger(), new Tally());
        var all = new ArrayList<Committed>();
        run.committed = Optional.of(all);
        run.failure(seed, steps).ifPresent(failure -> {
            throw new AssertionError(failure);
        });
        return new Ended(run.cluster, all);
    }

    private Optional<String> failure(long seed, List<Long> steps) {
        try {
            begin(new Random(seed));
            steps.forEach(this::step);
            cluster.setAllClocksRight();
            deliverAll(new Random(seed));
            bookAllThatIsDue(new Random(seed));
            invariants.checkEnd();
            tally.completed(correspondence.completed());
            tally.booked(invariants.entryTypes());
            return Optional.empty();
        } catch (RuntimeException | AssertionError failure) {
            var told = story.subList(Math.max(0, story.size() - STEPS_TOLD), story.size());
            var lastSteps = told.stream().map(Object::toString).collect(Collectors.joining("\n"));
            return Optional.of(lastSteps + "\n" + failure);
        }
    }

    /** The catalogue and the people, one kind after the other, since each needs the one before. */
    private void begin(Random random) {
        cluster.partitions().forEach(SimulatedPartition::open);
        Optional<Class<?>> kind = Optional.empty();
        for (var request : world.beginning()) {
            var next = Optional.<Class<?>>of(request.operation().getClass());
            if (!next.equals(kind)) {
                deliverAll(random);
                kind = next;
            }
            send(request, cluster.home(request.accountId()), random);
        }
        deliverAll(random);
        story.clear();
    }

    private void step(long seed) {
        tally.met(Met.STEP);
        var random = new Random(seed);
        var chance = random.nextInt(100);
        if (chance < 36) {
            ask(seed, random);
        } else if (chance < 43) {
            repeat(random);
        } else if (chance < 45) {
            reuseKey(seed, random);
        } else if (chance < 88) {
            process(random);
        } else if (chance < 90) {
            setSomeClock(random);
        } else if (chance < 95) {
            turn(random);
        } else if (chance < 98) {
            stopOrOpen(cluster.partition(random.nextInt(cluster.partitions().size())));
        } else if (chance < 99) {
            pileUp(seed, random);
        } else {
            cluster.turnClockBy(Duration.ofMillis(random.nextInt(5_000)));
        }
    }

    /** Some worlds have clocks that are ahead, or behind, and jump both ways. */
    private void setSomeClock(Random random) {
        if (world.hasWrongClocks()) {
            tally.met(Met.CLOCK_SET);
            var offBy = oneOf(WRONG_BY, random);
            story.add(new Told(cluster.now(), "a clock is off by", offBy));
            cluster.setSomeClock(random.nextBoolean() ? offBy : Duration.ZERO, random);
        }
    }

    /** Much falls due on one account at one instant, and is asked for afterwards. */
    private void pileUp(long seed, Random random) {
        var account = AccountId.ofParticipant(oneOf(world.participants(), random));
        var pile = PileUp.on(account, cluster.now().plusSeconds(10), Long.toHexString(seed));
        pile.fallingDue().forEach(request -> send(request, cluster.home(account), random));
        cluster.turnClockBy(Duration.ofSeconds(10));
        pile.afterwards().forEach(request -> send(request, cluster.home(account), random));
    }

    private void ask(long seed, Random random) {
        var pause = new RequestMaker(seed, world, cluster.now()).pause();
        cluster.turnClockBy(pause);
        var made = made(seed, random);
        var request = named(made, IdempotencyKey.of(Long.toHexString(seed)));
        asked.add(request);
        send(request, partitionFor(request, random), random);
        if (random.nextInt(10) == 0) {
            tally.met(Met.REPEATED_REQUEST);
            send(request, partitionFor(request, random), random);
        }
    }

    private Request made(long seed, Random random) {
        var maker = new RequestMaker(~seed, world, cluster.now());
        return switch (random.nextInt(world.hasMerchants() ? 8 : 4)) {
            case 0 -> maker.requestOf(oneOf(List.copyOf(RequestMaker.types()), random));
            case 2, 3 -> maker.request();
            default -> maker.requestOf(oneOf(world.favourites(), random));
        };
    }

    private static <T> T oneOf(List<T> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }

    private static Request named(Request request, IdempotencyKey key) {
        return new Request(request.accountId(), request.accountKind(), key, request.operation());
    }

    /** Its account's, or once in a while that of a client that partitions differently. */
    private int partitionFor(Request request, Random random) {
        var home = cluster.home(request.accountId());
        if (random.nextInt(8) > 0) {
            return home;
        }
        var landed = random.nextInt(cluster.partitions().size());
        if (landed != home) {
            tally.met(Met.MISROUTED_REQUEST);
        }
        return landed;
    }

    /** One of the last requests again, as a caller does who has no answer yet. */
    private void repeat(Random random) {
        earlier(random).ifPresent(request -> {
            tally.met(Met.REPEATED_REQUEST);
            send(request, partitionFor(request, random), random);
        });
    }

    private Optional<Request> earlier(Random random) {
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var back = random.nextInt(3) == 0 ? asked.size() : Math.min(asked.size(), 6);
        return Optional.of(asked.get(asked.size() - 1 - random.nextInt(back)));
    }

    /** A transfer to the other request's account would be one to itself, which is no request at all. */
    private static boolean mayReuse(Request first, Request request) {
        var toItself = request.operation() instanceof Transfer transfer
                && transfer.recipients().stream()
                        .anyMatch(recipient -> recipient.accountId().equals(first.accountId()));
        return isCommand(first) && isCommand(request) && !toItself;
    }

    private void reuseKey(long seed, Random random) {
        var request = made(seed, random);
        earlier(random).filter(first -> mayReuse(first, request)).ifPresent(first -> {
            var reused = new Request(first.accountId(), first.idempotencyKey(), request.operation());
            tally.met(Met.REUSED_KEY);
            asked.add(reused);
            send(reused, partitionFor(reused, random), random);
        });
    }

    private static boolean isCommand(Request request) {
        return !(request.operation() instanceof Question);
    }

    private void send(Request request, int partition, Random random) {
        var headers = correspondence.attempt(
                request, random.nextInt(cluster.partitions().size()), partition == cluster.home(request.accountId()));
        var at = cluster.stamp(random);
        story.add(new Told(at, "asked on " + partition, request));
        cluster.send(partition, request, headers, at);
        topics.ifPresent(recorded -> recorded.asked(partition, request, headers, at));
    }

    private void process(Random random) {
        var ready = cluster.partitions().stream()
                .filter(partition -> partition.isOpen() && partition.hasIncoming())
                .filter(partition -> !world.isLaggard(partition.own()) || random.nextInt(8) == 0)
                .toList();
        if (!ready.isEmpty()) {
            var records = 1 + random.nextInt(6);
            transaction(
                    ready.get(random.nextInt(ready.size())), partition -> partition.process(records, random), random);
        }
    }

    private void turn(Random random) {
        var partition = cluster.partition(random.nextInt(cluster.partitions().size()));
        if (partition.isOpen()) {
            if (random.nextBoolean()) {
                cluster.turnClockBy(world.settings().sweep().interval());
            }
            var wallClock = partition.machineTime();
            var before = invariants.audit(partition.own()).entries().size();
            transaction(partition, task -> task.turn(wallClock), random);
            if (invariants.audit(partition.own()).entries().size() > before) {
                tally.met(Met.ENTRY_OF_A_TURN);
            }
        }
    }

    /** Some transactions break down in the middle of a record, some are killed before the commit; most of those begin again at once. */
    private void transaction(SimulatedPartition partition, Work work, Random random) {
        var effectsMax = random.nextInt(8) == 0 ? Optional.of(random.nextInt(16)) : Optional.<Integer>empty();
        var crashes = random.nextInt(10) == 0;
        var committed = cluster.transaction(partition.own(), work, effectsMax, crashes, random);
        story.add(new Told(cluster.now(), "transaction on " + partition.own(), committed.isPresent()));
        if (partition.isHeld()) {
            tally.met(Met.HELD_RECORD);
        }
        if (committed.isPresent()) {
            look(committed.get());
        } else {
            tally.met(crashes ? Met.CRASH : Met.BREAKDOWN);
            if (random.nextInt(4) > 0) {
                partition.open();
            }
        }
    }

    private void look(Committed committed) {
        tally.met(committed);
        topics.ifPresent(recorded -> recorded.committed(committed));
        this.committed.ifPresent(all -> all.add(committed));
        committed
                .sent()
                .forEach(sent -> story.add(new Told(
                        Instant.ofEpochMilli(sent.record().timestamp()),
                        committed.partition() + " " + sent.sink(),
                        sent)));
        var entries = invariants.audit(committed.partition()).entries();
        var before = entries.size();
        invariants.check(committed);
        entries.subList(before, entries.size()).forEach(tally::met);
    }

    private void stopOrOpen(SimulatedPartition partition) {
        if (partition.isOpen()) {
            tally.met(Met.STOP);
            partition.close();
        } else {
            partition.open();
        }
    }

    /** What is due is booked, though nobody asks for anything: partitions ask the log for its time, and it comes to them. */
    private void bookAllThatIsDue(Random random) {
        for (var rounds = 0; cluster.partitions().stream().anyMatch(this::hasDue); rounds++) {
            BrokenInvariant.unless(rounds < ROUNDS_MAX, "What is due is booked", rounds);
            for (var partition : cluster.partitions()) {
                cluster.transaction(partition.own(), task -> task.turn(cluster.now()), Optional.empty(), false, random)
                        .ifPresent(this::look);
            }
            deliverAll(random);
        }
    }

    private boolean hasDue(SimulatedPartition partition) {
        var view = partition.view();
        // A broker's clock may have been ahead, and time does not go back.
        var now = view.now().isAfter(cluster.now()) ? view.now() : cluster.now();
        return !view.asOf(now).dueBalances(1).isEmpty();
    }

    /** Everything arrives, and what follows from it. */
    private void deliverAll(Random random) {
        cluster.partitions().stream().filter(partition -> !partition.isOpen()).forEach(SimulatedPartition::open);
        for (var rounds = 0; ; rounds++) {
            BrokenInvariant.unless(rounds < ROUNDS_MAX, "What partitions tell each other comes to an end", rounds);
            var ready = cluster.partitions().stream()
                    .filter(partition -> partition.hasIncoming() || partition.hasPostponed())
                    .toList();
            if (ready.isEmpty()) {
                return;
            }
            var partition = ready.get(random.nextInt(ready.size()));
            Work work = partition.hasIncoming() ? task -> task.process(20, random) : task -> task.turn(cluster.now());
            cluster.transaction(partition.own(), work, Optional.empty(), false, random)
                    .ifPresent(this::look);
        }
    }
}
