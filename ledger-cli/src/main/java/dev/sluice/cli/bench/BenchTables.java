package dev.sluice.cli.bench;

import dev.sluice.cli.bench.BenchResult.EntryResult;
import dev.sluice.cli.bench.BenchResult.ScenarioResult;
import dev.sluice.cli.terminal.Table;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A benchmark as tables at a terminal. */
public final class BenchTables {

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

    private static String of(ScenarioResult scenario) {
        var table = Table.withColumns(
                "subject",
                "what",
                "median",
                "lowest",
                "highest",
                "of the echo",
                "of 8 rows",
                "p50",
                "p99",
                "p99.9",
                "CPU s/1,000");
        scenario.entries()
                .forEach(entry -> table.row(
                        entry.subject().text(),
                        entry.name(),
                        Table.perSecond(entry.perSecond().median()),
                        Table.perSecond(entry.perSecond().lowest()),
                        Table.perSecond(entry.perSecond().highest()),
                        ratio(entry.ofEcho()),
                        ratio(entry.ofEchoOf8()),
                        Table.milliseconds(entry.latencyMs().p50()),
                        Table.milliseconds(entry.latencyMs().p99()),
                        Table.milliseconds(entry.latencyMs().p999()),
                        cpu(entry)));
        var uses = scenario.recordsPerRequest().entrySet().stream()
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
                .collect(Collectors.joining(System.lineSeparator()));
        return String.join(
                System.lineSeparator(),
                "%s: %s".formatted(scenario.scenario(), scenario.description()),
                table.toString(),
                uses,
                books(scenario.books()),
                scenario.entries().stream()
                        .map(BenchTables::counts)
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    private static String ratio(Optional<Spread> ratio) {
        return ratio.map(of -> String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", of.median(), of.lowest(), of.highest()))
                .orElse("");
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

    private static String books(BooksCheck.Result books) {
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
