package dev.sluice.cli.bench;

import dev.sluice.cli.CommandFailure;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.bench.BenchSettings.Effort;
import dev.sluice.cli.bench.BenchSettings.Reference;
import dev.sluice.cli.bench.Contest.Entry;
import dev.sluice.cli.bench.load.Door;
import dev.sluice.cli.bench.load.Pace;
import dev.sluice.cli.bench.load.Work;
import dev.sluice.cli.bench.load.Work.Crowd;
import dev.sluice.cli.bench.load.Work.Kind;
import dev.sluice.schema.value.InventoryMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The measurements of each scenario. */
final class Contests {

    private static final String AMOUNT = "1.00";
    private static final int HUNDREDS_IN_FLIGHT = 64;
    private static final int LATENCY_IN_FLIGHT = 64;
    private static final List<Integer> CONNECTIONS = List.of(1, 16, 64, 256);

    /** As many as the gateway lets wait. */
    private static final int WAITING_MAX = 10_000;

    /** So many that they wait in the gateway, and not for a connection to it. */
    private static final int OVERLOAD_CONNECTIONS = 2_000;

    private static final int FEW_LOTS = 10;
    private static final String LOT = "10.00";

    private final Stage stage;
    private final Cast cast;
    private final Effort effort;
    private final Set<Reference> against;

    Contests(Stage stage, Cast cast, BenchSettings settings) {
        this.stage = stage;
        this.cast = cast;
        this.effort = settings.effort();
        this.against = settings.against();
    }

    Contest of(Scenario scenario) {
        return switch (scenario) {
            case TOPIC -> saturated(true, holds("holds and releases", InventoryMode.LOT));
            case SIMPLE -> saturated(false, holds("holds and releases", InventoryMode.SIMPLE));
            case HOT -> saturated(false, hot(1), hot(64), hot(256), hot(1_024));
            case CREDITS ->
                saturated(
                        false,
                        topic(Subject.LEDGER, "credits", work(Kind.CREDITS, InventoryMode.LOT), effort.inFlight()));
            case TRANSFERS ->
                saturated(
                        false,
                        topic(Subject.LEDGER, "random pairs", work(Kind.PAIRS, InventoryMode.LOT), effort.inFlight()),
                        topic(
                                Subject.LEDGER,
                                "100 recipients",
                                work(Kind.HUNDREDS, InventoryMode.LOT),
                                HUNDREDS_IN_FLIGHT));
            case LATENCY -> latency();
            case HTTP -> http();
            case OVERLOAD -> overload();
            case LOTS -> lots();
            // These are no contests: nothing alternates in them.
            case STARTUP, RESTORE -> contest(List.of(), List.of());
        };
    }

    /** As many as possible, beside the echo at its best. */
    private Contest saturated(boolean bothEchoes, Entry... ledger) {
        var references = new ArrayList<Entry>();
        var name = "as many as possible";
        if (against.contains(Reference.ECHO)) {
            references.add(echo(Subject.ECHO, name, effort.inFlight()));
            if (bothEchoes) {
                references.add(echo(Subject.ECHO_OF_8, name, effort.inFlight()));
            }
        }
        if (against.contains(Reference.POSTGRES)) {
            Stream.of(ledger).filter(Contests::isForPostgres).forEach(entry -> {
                references.add(postgres(Subject.POSTGRES, entry));
                references.add(postgres(Subject.POSTGRES_SYNCHRONOUS, entry));
            });
        }
        return contest(references, List.of(ledger));
    }

    /** What goes through HTTP has no counterpart, as PostgreSQL has no gateway. */
    private static boolean isForPostgres(Entry entry) {
        return entry.door().topic().isPresent();
    }

    /** The same work as that of an entry of the ledger, with as many at once. */
    private Entry postgres(Subject subject, Entry like) {
        var inFlight = like.pace().choose(List.of()).inFlightMax();
        var door = stage.postgres(like.work().crowd(), subject == Subject.POSTGRES_SYNCHRONOUS, inFlight);
        return new Entry(subject, like.name(), door, like.work(), like.pace());
    }

    private static Contest contest(List<Entry> references, List<Entry> others) {
        return new Contest(
                Stream.concat(references.stream(), others.stream()).toList(), List.copyOf(references), false);
    }

    private Contest latency() {
        var references = new ArrayList<Entry>();
        var ledger = new ArrayList<Entry>();
        for (var inFlight : List.of(1, LATENCY_IN_FLIGHT)) {
            var name = inFlight + " at a time";
            if (against.contains(Reference.ECHO)) {
                references.add(echo(Subject.ECHO, name, inFlight));
            }
            ledger.add(topic(Subject.LEDGER, name, lotHolds(), inFlight));
        }
        stage.http(1).ifPresent(door -> {
            ledger.add(closed(door, "1 at a time, HTTP", lotHolds(), 1));
            if (stage.partitions() > 1) {
                ledger.add(closed(door, "1 transfer at a time, HTTP", work(Kind.PAIRS_ACROSS, InventoryMode.LOT), 1));
            }
        });
        return contest(references, ledger);
    }

    /** Callers who wait for each answer, and then callers who don't, at half the speed that those reached. */
    private Contest http() {
        var ledger = CONNECTIONS.stream()
                .map(connections ->
                        closed(door(connections), "%d connections".formatted(connections), lotHolds(), connections))
                .collect(Collectors.toCollection(ArrayList::new));
        ledger.add(new Entry(
                Subject.LEDGER, "at half of the best", door(CONNECTIONS.getLast()), lotHolds(), this::halfOfTheBest));
        return saturated(false, ledger.toArray(Entry[]::new));
    }

    /** Callers who wait for each answer, so many that it is as fast as it can be; twice that by the clock; and the first ones again. */
    private Contest overload() {
        var connections = CONNECTIONS.getLast();
        var saturated = closed(door(connections), connections + " connections", lotHolds(), connections);
        var twice = new Entry(
                Subject.LEDGER,
                "twice as many",
                door(OVERLOAD_CONNECTIONS),
                lotHolds(),
                soFar -> timesTheBest(2, soFar));
        var after = closed(door(connections), "right after that", lotHolds(), connections);
        return new Contest(List.of(saturated, twice, after), List.of(saturated), true);
    }

    private Pace halfOfTheBest(List<Sample> soFar) {
        return timesTheBest(0.5, soFar);
    }

    private Pace timesTheBest(double factor, List<Sample> soFar) {
        return soFar.stream()
                .filter(sample ->
                        sample.subject() == Subject.LEDGER && sample.name().endsWith("connections"))
                .max(Comparator.comparingInt(Sample::round).thenComparingDouble(Sample::perSecond))
                .map(best ->
                        Pace.open(best.perSecond() * factor, WAITING_MAX, effort.leadInSeconds(), effort.seconds()))
                .orElseGet(() -> Pace.closed(CONNECTIONS.getLast(), effort.leadInSeconds(), effort.seconds()));
    }

    private Door door(int connections) {
        return stage.http(connections)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "Expected the gateway's address for what goes through HTTP: --url"));
    }

    private Contest lots() {
        var few = lots(FEW_LOTS);
        return contest(List.of(few), List.of(lots(effort.lots())));
    }

    private Entry lots(int lots) {
        var crowd = cast.withLots(lots, LOT);
        var work = new Work(Kind.HOLDS_AND_RELEASES, cast.value(InventoryMode.LOT), crowd, LOT);
        return topic(Subject.LEDGER, "%,d open lots".formatted(lots), work, LATENCY_IN_FLIGHT);
    }

    private Work lotHolds() {
        return work(Kind.HOLDS_AND_RELEASES, InventoryMode.LOT);
    }

    private Entry holds(String name, InventoryMode mode) {
        return topic(Subject.LEDGER, name, work(Kind.HOLDS_AND_RELEASES, mode), effort.inFlight());
    }

    private Entry hot(int inFlight) {
        var crowd = cast.crowd("hot", 1, InventoryMode.LOT);
        var work = new Work(Kind.HOLDS_AND_RELEASES, cast.value(InventoryMode.LOT), crowd, AMOUNT);
        return topic(Subject.LEDGER, "%,d in flight".formatted(inFlight), work, inFlight);
    }

    private Entry echo(Subject echo, String name, int inFlight) {
        stage.needs(echo);
        return topic(echo, name, work(Kind.HOLDS_AND_RELEASES, InventoryMode.LOT), inFlight);
    }

    private Entry topic(Subject subject, String name, Work work, int inFlight) {
        var pace = effort.perSecond() > 0
                ? Pace.open(effort.perSecond(), WAITING_MAX, effort.leadInSeconds(), effort.seconds())
                : Pace.closed(inFlight, effort.leadInSeconds(), effort.seconds());
        return new Entry(subject, name, stage.topics(subject, inFlight), work, soFar -> pace);
    }

    private Entry closed(Door door, String name, Work work, int inFlight) {
        var pace = Pace.closed(inFlight, effort.leadInSeconds(), effort.seconds());
        return new Entry(Subject.LEDGER, name, door, work, soFar -> pace);
    }

    private Work work(Kind kind, InventoryMode mode) {
        Crowd crowd = cast.crowd("all", effort.accounts(), mode);
        return new Work(kind, cast.value(mode), crowd, AMOUNT);
    }
}
