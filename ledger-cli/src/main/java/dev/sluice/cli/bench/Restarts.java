package dev.sluice.cli.bench;

import dev.sluice.cli.bench.BenchResult.Timing;
import dev.sluice.cli.bench.BenchSettings.Effort;
import dev.sluice.cli.bench.load.LoadReport;
import dev.sluice.cli.bench.load.Pace;
import dev.sluice.cli.bench.load.Work;
import dev.sluice.cli.bench.load.Work.Crowd;
import dev.sluice.cli.bench.load.Work.Kind;
import dev.sluice.schema.request.GetBalances;
import dev.sluice.schema.request.Request;
import dev.sluice.schema.topic.Topic;
import dev.sluice.schema.value.IdempotencyKey;
import dev.sluice.schema.value.InventoryMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The time that a node takes until it is back: stopped in order, killed under load, or without its local state. */
final class Restarts {

    private static final double NANOS = 1e9;

    /** Long enough for code to become warm. */
    private static final double FULL_SPEED_SECONDS = 60;

    private static final int HALF_SECONDS_OF_FULL_SPEED = 10;
    private static final double MOST = 0.8;
    private static final int KILLED_AFTER_SECONDS = 5;

    /** Surely some on each partition. */
    private static final int ASKED = 100;

    private final Stage stage;
    private final Cast cast;
    private final Effort effort;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private int asked;

    Restarts(Stage stage, Cast cast, Effort effort) {
        this.stage = stage;
        this.cast = cast;
        this.effort = effort;
    }

    List<Timing> startup() {
        var crowd = cast.crowd("all", effort.accounts(), InventoryMode.LOT);
        stage.stopEchoes();
        for (var round = 0; round < effort.rounds(); round++) {
            stage.node().close();
            startAndAsk("start", crowd);
            var report = load(crowd, Math.max(FULL_SPEED_SECONDS, effort.seconds()));
            add("start: load until 80 % of full speed", secondsUntilMostOfFullSpeed(report));
            killUnderLoad(crowd);
        }
        return timings();
    }

    List<Timing> restore() {
        var crowd = cast.crowd("restored", effort.restored(), InventoryMode.LOT);
        stage.stopEchoes();
        for (var round = 0; round < effort.rounds(); round++) {
            stage.node().close();
            delete(stage.stateOfNode());
            startAndAsk("restore of %,d accounts".formatted(effort.restored()), crowd);
        }
        return timings();
    }

    private void startAndAsk(String name, Crowd crowd) {
        var begins = System.nanoTime();
        stage.startNodeAgain();
        add(name + ": first answer", (System.nanoTime() - begins) / NANOS);
        askEverywhere(crowd);
        add(name + ": an answer of each partition", (System.nanoTime() - begins) / NANOS);
    }

    /** From the kill to the first answer; what was on its way is answered too, or the books' check says so. */
    private void killUnderLoad(Crowd crowd) {
        var load = CompletableFuture.supplyAsync(() -> load(crowd, effort.seconds() + KILLED_AFTER_SECONDS));
        sleep(KILLED_AFTER_SECONDS);
        var begins = System.nanoTime();
        stage.node().kill();
        stage.startNodeAgain();
        add("killed under load: first answer", (System.nanoTime() - begins) / NANOS);
        askEverywhere(crowd);
        add("killed under load: an answer of each partition", (System.nanoTime() - begins) / NANOS);
        var unused = load.join();
    }

    private LoadReport load(Crowd crowd, double duration) {
        var work = new Work(Kind.HOLDS_AND_RELEASES, cast.value(InventoryMode.LOT), crowd, "1.00");
        return stage.load(
                Subject.LEDGER,
                stage.topics(Subject.LEDGER, effort.inFlight()),
                work,
                Pace.closed(effort.inFlight(), 0, duration));
    }

    private void askEverywhere(Crowd crowd) {
        asked++;
        try (var ledger =
                new LedgerTopics(stage.bootstrapServers(), stage.topic(Topic.REQUESTS), stage.topic(Topic.REPLIES))) {
            var unused = ledger.ask(IntStream.range(0, ASKED)
                    .mapToObj(at -> new Request(
                            crowd.account(at),
                            IdempotencyKey.of("back-%d-%s".formatted(asked, crowd.externalId(at))),
                            new GetBalances(Optional.empty())))
                    .toList());
        }
    }

    /** Full speed is that of the best five seconds in a row. */
    private static double secondsUntilMostOfFullSpeed(LoadReport report) {
        var counts = report.answeredByHalfSecond();
        var width = Math.min(HALF_SECONDS_OF_FULL_SPEED, counts.size());
        var full = IntStream.rangeClosed(0, counts.size() - width)
                .mapToDouble(from -> mean(counts, from, width))
                .max()
                .orElse(0);
        var two = Math.min(2, counts.size());
        return IntStream.rangeClosed(0, counts.size() - two)
                        .filter(from -> mean(counts, from, two) >= MOST * full)
                        .findFirst()
                        .orElse(counts.size())
                / 2.0;
    }

    private static double mean(List<Long> counts, int from, int width) {
        return counts.subList(from, from + width).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
    }

    private void add(String name, double took) {
        seconds.computeIfAbsent(name, none -> new ArrayList<>()).add(took);
    }

    private List<Timing> timings() {
        return seconds.entrySet().stream()
                .map(timing -> new Timing(timing.getKey(), Spread.of(timing.getValue())))
                .toList();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("The state at %s could not be deleted".formatted(folder), left);
        }
    }

    private static void sleep(int wait) {
        try {
            TimeUnit.SECONDS.sleep(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
