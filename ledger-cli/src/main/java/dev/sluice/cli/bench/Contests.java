package dev.sluice.cli.bench;

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
import java.util.List;
import java.util.Set;

/** What each scenario measures. */
final class Contests {

    private static final String AMOUNT = "1.00";
    private static final int HUNDREDS_IN_FLIGHT = 64;
    private static final int LATENCY_IN_FLIGHT = 64;

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
        };
    }

    /** As many as possible, beside the echo at its best. */
    private Contest saturated(boolean bothEchoes, Entry... ledger) {
        var entries = new ArrayList<Entry>();
        var echo = "as many as possible";
        if (against.contains(Reference.ECHO)) {
            entries.add(echo(Subject.ECHO, echo, effort.inFlight()));
            if (bothEchoes) {
                entries.add(echo(Subject.ECHO_OF_8, echo, effort.inFlight()));
            }
        }
        entries.addAll(List.of(ledger));
        return new Contest(entries);
    }

    private Contest latency() {
        var entries = new ArrayList<Entry>();
        for (var inFlight : List.of(1, LATENCY_IN_FLIGHT)) {
            if (against.contains(Reference.ECHO)) {
                entries.add(echo(Subject.ECHO, inFlight + " at a time", inFlight));
            }
            entries.add(topic(
                    Subject.LEDGER,
                    inFlight + " at a time",
                    work(Kind.HOLDS_AND_RELEASES, InventoryMode.LOT),
                    inFlight));
        }
        stage.http(1).ifPresent(door -> {
            entries.add(closed(door, "1 at a time, HTTP", work(Kind.HOLDS_AND_RELEASES, InventoryMode.LOT), 1));
            if (stage.partitions() > 1) {
                entries.add(closed(door, "1 transfer at a time, HTTP", work(Kind.PAIRS_ACROSS, InventoryMode.LOT), 1));
            }
        });
        return new Contest(entries);
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
        var pace = Pace.closed(inFlight, effort.leadInSeconds(), effort.seconds());
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
