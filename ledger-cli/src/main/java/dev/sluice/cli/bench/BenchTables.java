package dev.sluice.cli.bench;

import dev.sluice.cli.bench.BenchResult.EntryResult;
import dev.sluice.cli.bench.BenchResult.ScenarioResult;
import dev.sluice.cli.bench.BenchResult.Timing;
import dev.sluice.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A benchmark as tables at a terminal. */
public final class BenchTables {

    private static final Collector<CharSequence, ?, String> LINES = Collectors.joining(System.lineSeparator());

    private BenchTables() {}

    /** One measurement, told as soon as it is there. */
    public static String line(Sample sample) {
        var times = sample.report().measured().times();
        return String.format(
                Locale.ROOT,
                "  round %d  %-16s %-24s %,8.0f /s  p50 %.1f ms  p99 %.1f ms%s",
                sample.round() + 1,
                sample.subject().text(),
                sample.name(),
                sample.perSecond(),
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                troubles(
                        sample.report().counts().refused(),
                        sample.report().counts().dropped()));
    }

    public static String of(BenchResult result) {
        return result.scenarios().stream()
                .map(BenchTables::of)
                .collect(Collectors.joining(System.lineSeparator() + System.lineSeparator()));
    }

    /** How long something took. */
    public static String line(Timing timing) {
        return String.format(
                Locale.ROOT,
                "  %-40s %6.1f s  (%.1f-%.1f)",
                timing.name(),
                timing.seconds().median(),
                timing.seconds().lowest(),
                timing.seconds().highest());
    }

    private static String of(ScenarioResult scenario) {
        return Stream.of(
                        "%s: %s".formatted(scenario.scenario(), scenario.description()),
                        entries(scenario),
                        scenario.timings().stream().map(BenchTables::line).collect(LINES),
                        uses(scenario),
                        books(scenario.books()),
                        scenario.entries().stream().map(BenchTables::counts).collect(LINES))
                .filter(part -> !part.isEmpty())
                .collect(LINES);
    }

    private static String entries(ScenarioResult scenario) {
        if (scenario.entries().isEmpty()) {
            return "";
        }
        var columns = new ArrayList<>(List.of("subject", "what", "median", "lowest", "highest"));
        var references = scenario.entries().stream()
                .flatMap(entry -> entry.ratios().keySet().stream())
                .distinct()
                .toList();
        references.forEach(reference -> columns.add("of " + reference));
        columns.addAll(List.of("p50", "p99", "p99.9", "CPU s/1,000"));
        var isAnyTurnedAway = anyTurnedAway(scenario);
        if (isAnyTurnedAway) {
            columns.addAll(List.of("turned away", "p50 of it", "p99 of it"));
        }
        var table = Table.withColumns(columns.toArray(String[]::new));
        scenario.entries().forEach(entry -> table.row(cells(entry, references, isAnyTurnedAway)));
        return table.toString();
    }

    private static String uses(ScenarioResult scenario) {
        return scenario.recordsPerRequest().entrySet().stream()
                .map(use -> "records for a request, %s: %s"
                        .formatted(
                                use.getKey(),
                                use.getValue().entrySet().stream()
                                        .map(topic -> String.format(
                                                Locale.ROOT,
                                                "%s %.2f",
                                                topic.getKey(),
                                                topic.getValue().records()))
                                        .collect(Collectors.joining(", "))))
                .collect(LINES);
    }

    private static Object[] cells(EntryResult entry, List<String> references, boolean isAnyTurnedAway) {
        var cells = new ArrayList<Object>();
        cells.add(entry.subject().text());
        cells.add(entry.name());
        cells.add(Table.perSecond(entry.perSecond().median()));
        cells.add(Table.perSecond(entry.perSecond().lowest()));
        cells.add(Table.perSecond(entry.perSecond().highest()));
        references.forEach(reference -> cells.add(ratio(entry.ratios().get(reference))));
        cells.add(Table.milliseconds(entry.latencyMs().p50()));
        cells.add(Table.milliseconds(entry.latencyMs().p99()));
        cells.add(Table.milliseconds(entry.latencyMs().p999()));
        cells.add(cpu(entry));
        if (isAnyTurnedAway) {
            cells.addAll(turnedAway(entry));
        }
        return cells.toArray();
    }

    /** Whether the gateway refused anything at once: only then it has columns. */
    public static boolean anyTurnedAway(ScenarioResult scenario) {
        return scenario.entries().stream().anyMatch(entry -> entry.turnedAway().isPresent());
    }

    /** How many, and how long they waited to be told. */
    public static List<String> turnedAway(EntryResult entry) {
        return entry.turnedAway()
                .map(away -> List.of(
                        Table.count(away.count()),
                        Table.milliseconds(away.latencyMs().p50()),
                        Table.milliseconds(away.latencyMs().p99())))
                .orElse(List.of("", "", ""));
    }

    /** The median and the spread. */
    public static String ratio(@Nullable Spread ratio) {
        return ratio == null
                ? ""
                : String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", ratio.median(), ratio.lowest(), ratio.highest());
    }

    private static String cpu(EntryResult entry) {
        return entry.cpuSecondsPerThousand().entrySet().stream()
                .map(process -> String.format(Locale.ROOT, "%s %.3f", process.getKey(), process.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String counts(EntryResult entry) {
        var counts = entry.counts();
        return "%s, %s: offered %s, accepted %s, answered %s, refused %s, dropped %s%s"
                .formatted(
                        entry.subject().text(),
                        entry.name(),
                        Table.count(counts.offered()),
                        Table.count(counts.accepted()),
                        Table.count(counts.answered()),
                        Table.count(counts.refused()),
                        Table.count(counts.dropped()),
                        counts.refusals().isEmpty() ? "" : " " + counts.refusals());
    }

    /** What the check of the books found, in one line. */
    public static String books(BooksCheck.Result books) {
        return books.fault()
                .map(fault -> "The books do NOT close: " + fault)
                .orElseGet(() -> "The books close: %s entries, %s requests, %s accounts"
                        .formatted(
                                Table.count(books.entries()),
                                Table.count(books.requests()),
                                Table.count(books.accounts())));
    }

    private static String troubles(long refused, long dropped) {
        return refused == 0 && dropped == 0 ? "" : "  refused %,d, dropped %,d".formatted(refused, dropped);
    }
}
