package dev.sluice.cli.bench.report;

import dev.sluice.cli.bench.BenchResult;
import dev.sluice.cli.bench.BenchResult.EntryResult;
import dev.sluice.cli.bench.BenchResult.ScenarioResult;
import dev.sluice.cli.bench.BenchTables;
import dev.sluice.cli.terminal.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page of a benchmark, in Markdown: how it is run and read, where it was run, and what was found. */
public final class BenchReport {

    private static final String PLOTS = "benchmarks";

    private BenchReport() {}

    /** Writes the page, and its plots in a folder beside it. */
    public static void write(BenchResult result, Path page) throws IOException {
        var folder = page.toAbsolutePath().resolveSibling(PLOTS);
        Files.createDirectories(folder);
        var parts = new ArrayList<String>();
        parts.add(reading());
        parts.add(machine(result));
        Plots.write(result, folder)
                .forEach(plot -> parts.add("![%s](%s/%s)".formatted(plot.title(), PLOTS, plot.file())));
        result.scenarios().forEach(scenario -> parts.add(section(scenario)));
        Files.writeString(page, String.join("\n\n", parts) + "\n");
    }

    private static String reading() {
        try (var text = Objects.requireNonNull(BenchReport.class.getResourceAsStream("reading.md"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String machine(BenchResult result) {
        var machine = result.machine();
        var effort = result.effort();
        return """
            ## The last run

            %d processors, %s; Java %s; Kafka %s; a heap of %,d MiB for each process. %d rounds of %.0f s after %.0f s of \
            warm-up; %,d accounts; %,d requests in flight where as many as possible are done. Broker, ledger, gateway, echo, \
            PostgreSQL and load share the processors.\
            """.formatted(
                        machine.processors(),
                        machine.system(),
                        machine.java(),
                        machine.kafka(),
                        machine.heapBytesMax() >> 20,
                        effort.rounds(),
                        effort.seconds(),
                        effort.warmUpSeconds(),
                        effort.accounts(),
                        effort.inFlight());
    }

    private static String section(ScenarioResult scenario) {
        var parts = new ArrayList<String>();
        parts.add("### %s: %s".formatted(scenario.scenario(), scenario.description()));
        if (!scenario.entries().isEmpty()) {
            parts.add(entries(scenario));
        }
        if (!scenario.timings().isEmpty()) {
            parts.add(timings(scenario));
        }
        parts.add(BenchTables.books(scenario.books()) + ".");
        return String.join("\n\n", parts);
    }

    private static String entries(ScenarioResult scenario) {
        var references = scenario.entries().stream()
                .flatMap(entry -> entry.ratios().keySet().stream())
                .distinct()
                .toList();
        var lines = new ArrayList<String>();
        var head = new ArrayList<>(List.of("", "what", "answers/s"));
        references.forEach(reference -> head.add("of " + reference));
        head.addAll(List.of("p50", "p99", "p99.9", "refused", "dropped", "CPU s for 1,000"));
        var isAnyTurnedAway = BenchTables.anyTurnedAway(scenario);
        if (isAnyTurnedAway) {
            head.addAll(List.of("turned away", "p50 of it", "p99 of it"));
        }
        lines.add(row(head));
        lines.add(row(head.stream().map(column -> "---").toList()));
        scenario.entries().forEach(entry -> lines.add(row(cells(entry, references, isAnyTurnedAway))));
        return String.join("\n", lines);
    }

    private static List<String> cells(EntryResult entry, List<String> references, boolean isAnyTurnedAway) {
        var cells = new ArrayList<String>();
        cells.add(entry.subject().text());
        cells.add(entry.name());
        cells.add(number("%,.0f", entry.perSecond().median()));
        references.forEach(
                reference -> cells.add(BenchTables.ratio(entry.ratios().get(reference))));
        cells.add(number("%.1f ms", entry.latencyMs().p50()));
        cells.add(number("%.1f ms", entry.latencyMs().p99()));
        cells.add(number("%.1f ms", entry.latencyMs().p999()));
        cells.add(Table.count(entry.counts().refused()));
        cells.add(Table.count(entry.counts().dropped()));
        cells.add(entry.cpuSecondsPerThousand().entrySet().stream()
                .map(process -> process.getKey() + " " + number("%.3f", process.getValue()))
                .collect(Collectors.joining(", ")));
        if (isAnyTurnedAway) {
            cells.addAll(BenchTables.turnedAway(entry));
        }
        return cells;
    }

    private static String timings(ScenarioResult scenario) {
        var lines = new ArrayList<String>();
        lines.add(row(List.of("what", "median", "lowest", "highest")));
        lines.add(row(List.of("---", "---", "---", "---")));
        scenario.timings()
                .forEach(timing -> lines.add(row(List.of(
                        timing.name(),
                        number("%.1f s", timing.seconds().median()),
                        number("%.1f s", timing.seconds().lowest()),
                        number("%.1f s", timing.seconds().highest())))));
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
