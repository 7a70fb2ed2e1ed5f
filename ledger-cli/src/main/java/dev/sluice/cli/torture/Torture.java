package dev.sluice.cli.torture;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.torture.Summary.Kind;
import dev.sluice.cli.torture.check.Checked;
import dev.sluice.cli.torture.check.Proof;
import dev.sluice.cli.torture.load.Load;
import dev.sluice.cli.torture.plan.Ability;
import dev.sluice.cli.torture.plan.FaultKind;
import dev.sluice.cli.torture.plan.FaultPlan;
import dev.sluice.cli.torture.plan.PlannedFault;
import dev.sluice.cli.torture.process.Cluster;
import dev.sluice.cli.torture.process.Faults;
import dev.sluice.verify.live.LiveLedger;
import dev.sluice.verify.log.KafkaLog;
import dev.sluice.verify.log.LogUnreadableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run: start, prepare, load and faults, heal, settle, prove. */
public final class Torture {

    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(5);

    private static final Duration HEALTH_PATIENCE = Duration.ofMinutes(3);
    private static final Duration IS_SERVED_WITHIN = Duration.ofSeconds(3);
    private static final long BETWEEN_LOOKS_MS = 100;

    /** The aim is that nobody waits for longer. */
    private static final double WORTH_TELLING_SECONDS = 15;

    private final Settings settings;
    private final Consumer<String> story;
    private final Map<String, Long> endedByThemselves = new ConcurrentHashMap<>();
    private final List<Befallen> befallen = new ArrayList<>();
    private long began = System.nanoTime();

    /** The time by which all comes later than planned. */
    private long delay;

    /**
     * The run that is asked for.
     *
     * @param kinds of fault that there are to be
     * @param folder for logs and data; what is there is not touched
     */
    public record Settings(FaultPlan.Size size, double minutes, Load.Strength load, Set<FaultKind> kinds, Path folder) {

        public Settings {
            kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
        }

        FaultPlan plan() {
            return FaultPlan.of(load.seed(), minutes, size, kinds);
        }
    }

    private record Befallen(PlannedFault fault, long began) {}

    /** @param story is told what happens, line by line */
    public Torture(Settings settings, Consumer<String> story) {
        this.settings = settings;
        this.story = story;
    }

    public Summary run() throws InterruptedException {
        var plan = settings.plan();
        var needed =
                settings.kinds().stream().flatMap(kind -> kind.needs().stream()).collect(Collectors.toSet());
        try (var cluster = Cluster.start(settings.folder(), settings.size(), needed, this::endedByItself);
                var load = new Load(
                        cluster.gateways(),
                        cluster.apiKey(),
                        cluster.bootstrapServers(),
                        cluster.partitions(),
                        settings.load())) {
            tell("Kafka on %s, gateways on %s, logs in %s"
                    .formatted(cluster.bootstrapServers(), cluster.gateways(), settings.folder()));
            if (!load.prepare(START_PATIENCE)) {
                throw new CommandFailure(
                        ExitCode.CANNOT_START,
                        "The processes did not serve within %s, or refused %s. See the logs in %s."
                                .formatted(START_PATIENCE, load.outcomes().refusals(), settings.folder()));
            }
            began = System.nanoTime();
            tell("All serve. The load begins.");
            load.start();
            carryOut(plan, cluster, load);
            tell("All faults are over. Settling what is not known.");
            load.stop();
            tellLongWaits(load);
            return settleAndProve(cluster, load);
        }
    }

    private void carryOut(FaultPlan plan, Cluster cluster, Load load) throws InterruptedException {
        var faults = new Faults(cluster);
        var abilities = cluster.abilities();
        for (var fault : plan.faults()) {
            if (fault.kind().needs().stream().allMatch(abilities::contains)) {
                sleepUntil(fault.beginsMs());
                awaitHealth(cluster, load);
                tell("%s of %s%s for %.1f s"
                        .formatted(
                                fault.kind(),
                                String.join(", ", fault.targets()),
                                fault.clockSeconds() == 0 ? "" : " by %+d s".formatted(fault.clockSeconds()),
                                fault.lastsMs() / 1e3));
                befallen.add(new Befallen(fault, System.nanoTime()));
                faults.begin(fault);
                sleepUntil(fault.beginsMs() + fault.lastsMs());
                faults.end(fault);
                tell("over: %s of %s".formatted(fault.kind(), String.join(", ", fault.targets())));
            }
        }
        awaitHealth(cluster, load);
        sleepUntil((long) (settings.minutes() * 60_000));
    }

    /**
     * A machine that is slow, or has much else to do, may need longer than the plan gives it. Then all that follows comes later, so
     * that no fault befalls a cluster of which a majority is still away because of another.
     */
    private void awaitHealth(Cluster cluster, Load load) throws InterruptedException {
        var since = System.nanoTime();
        while (!load.waits().areShorterThan(IS_SERVED_WITHIN) || !cluster.hasAllInSync()) {
            if (System.nanoTime() - since > HEALTH_PATIENCE.toNanos()) {
                load.outcomes()
                        .violation(
                                "Not everybody was served within %s after a fault was over".formatted(HEALTH_PATIENCE));
                break;
            }
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
        var took = System.nanoTime() - since;
        if (took > IS_SERVED_WITHIN.toNanos()) {
            tell("Waited %.1f s until everybody was served and all brokers were in sync.".formatted(took / 1e9));
        }
        delay += took;
    }

    private void tellLongWaits(Load load) {
        for (var wait : load.waits().ofAtLeast(WORTH_TELLING_SECONDS)) {
            tell("From %.1f s on a caller waited for %.1f s: %s, asked %d times"
                    .formatted((wait.began() - began) / 1e9, wait.seconds(), wait.call(), wait.attempts()));
        }
    }

    private Summary settleAndProve(Cluster cluster, Load load) {
        var outcomes = load.outcomes();
        tell("%d calls are open.".formatted(outcomes.unanswered()));
        if (!load.settle(SETTLE_PATIENCE)) {
            tell("Not all were answered within %s.".formatted(SETTLE_PATIENCE));
        }
        tell("Proving the books.");
        try (var log = KafkaLog.open(Map.of("bootstrap.servers", cluster.bootstrapServers()), "ledger.");
                var ledger = new LiveLedger(cluster.gateways().getFirst(), cluster.apiKey())) {
            var proof = Proof.of(log, ledger, outcomes.told());
            return summary(cluster.abilities(), load, proof);
        } catch (LogUnreadableException unreadable) {
            outcomes.violation("The books could not be read: " + unreadable.getMessage());
            return summary(cluster.abilities(), load, new Proof(Checked.NOTHING, List.of(), 0));
        }
    }

    private Summary summary(Set<Ability> abilities, Load load, Proof proof) {
        var outcomes = load.outcomes();
        var violations = new ArrayList<>(outcomes.violations());
        violations.addAll(proof.violations());
        return new Summary(
                new Summary.Run(settings.load().seed(), settings.minutes(), settings.size()),
                new Summary.Calls(outcomes.counts(), outcomes.refusals(), outcomes.operations(), outcomes.unanswered()),
                new Summary.Faults(kinds(load), notDone(abilities), Map.copyOf(endedByThemselves)),
                proof.checked(),
                new Summary.Violations(outcomes.violationsCount() + proof.count(), violations));
    }

    private Map<FaultKind, Kind> kinds(Load load) {
        var kinds = new EnumMap<FaultKind, Kind>(FaultKind.class);
        for (var at = 0; at < befallen.size(); at++) {
            var one = befallen.get(at);
            var until = at + 1 < befallen.size() ? befallen.get(at + 1).began() : System.nanoTime();
            var longest = load.waits().longest(one.began(), until);
            kinds.merge(
                    one.fault().kind(),
                    longest.map(wait -> new Kind(1, wait.seconds(), wait.call()))
                            .orElse(new Kind(1, 0, "")),
                    Kind::and);
        }
        return kinds;
    }

    private Map<FaultKind, String> notDone(Set<Ability> abilities) {
        var notDone = new EnumMap<FaultKind, String>(FaultKind.class);
        for (var kind : settings.kinds()) {
            kind.needs()
                    .filter(ability -> !abilities.contains(ability))
                    .ifPresent(missing -> notDone.put(kind, "this machine has no " + missing));
        }
        return notDone;
    }

    private void endedByItself(String process) {
        endedByThemselves.merge(process, 1L, Long::sum);
        tell(process + " ended by itself, and is started again.");
    }

    private void sleepUntil(long afterBeginMs) throws InterruptedException {
        var left = afterBeginMs - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began - delay);
        if (left > 0) {
            Thread.sleep(left);
        }
    }

    private void tell(String what) {
        story.accept(String.format(Locale.ROOT, "%8.1f s  %s", (System.nanoTime() - began) / 1e9, what));
    }
}
