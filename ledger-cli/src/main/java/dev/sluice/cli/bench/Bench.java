package dev.sluice.cli.bench;

import dev.sluice.cli.bench.BenchResult.Machine;
import dev.sluice.cli.bench.BenchResult.ScenarioResult;
import dev.sluice.cli.bench.BenchResult.Timing;
import dev.sluice.schema.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.AppInfoParser;

/** A whole benchmark. */
public final class Bench {

    private final BenchSettings settings;
    private final BenchListener listener;
    private final String run = "b" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final Set<String> warm = new HashSet<>();

    public Bench(BenchSettings settings, BenchListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    public BenchResult run() {
        var folder = settings.data().resolve(run);
        listener.begins("a node, the echo and the load");
        try (var stage = Stage.set(run, settings, folder);
                var books = new Books(stage.bootstrapServers(), stage.topic(Topic.JOURNAL), run)) {
            var cast = Cast.on(stage);
            var contests = new Contests(stage, cast, settings);
            var check = new BooksCheck(stage, cast, books);
            var results = new ArrayList<ScenarioResult>();
            for (var scenario : settings.scenarios()) {
                listener.begins(scenario + ": " + scenario.description());
                results.add(
                        switch (scenario) {
                            case STARTUP ->
                                timed(scenario, new Restarts(stage, cast, settings.effort())::startup, check);
                            case RESTORE ->
                                timed(scenario, new Restarts(stage, cast, settings.effort())::restore, check);
                            case TOPIC, SIMPLE, HOT, CREDITS, TRANSFERS, LATENCY, HTTP, OVERLOAD, LOTS ->
                                contest(scenario, stage, contests, check);
                        });
            }
            return new BenchResult(run, machine(), settings.effort(), results);
        } finally {
            delete(folder);
        }
    }

    private ScenarioResult contest(Scenario scenario, Stage stage, Contests contests, BooksCheck check) {
        var rounds = new Rounds(stage, contests.of(scenario));
        rounds.warmUp(settings.effort().warmUpSeconds(), warm);
        rounds.run(settings.effort().rounds(), listener::measured);
        return new ScenarioResult(
                scenario, scenario.description(), rounds.results(), List.of(), rounds.recordsPerRequest(), check.run());
    }

    private ScenarioResult timed(Scenario scenario, Supplier<List<Timing>> measured, BooksCheck check) {
        var timings = measured.get();
        timings.forEach(listener::timed);
        return new ScenarioResult(scenario, scenario.description(), List.of(), timings, Map.of(), check.run());
    }

    private static Machine machine() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                "%s %s".formatted(System.getProperty("java.vendor"), System.getProperty("java.runtime.version")),
                AppInfoParser.getVersion(),
                Runtime.getRuntime().maxMemory());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("The benchmark's data at %s could not be deleted".formatted(folder), left);
        }
    }
}
