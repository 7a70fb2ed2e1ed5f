package dev.sluice.cli.torture;

import dev.sluice.cli.terminal.Table;
import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;

/** The summary for people. */
public final class SummaryTables {

    private SummaryTables() {}

    public static String of(Summary summary) {
        var told = new StringJoiner("\n\n");
        told.add(counts(summary).toString());
        told.add("Refused:\n" + ofCounts(summary.calls().refusals()));
        told.add("Faults, and the longest time that a caller had to wait, from its first attempt:\n" + faults(summary));
        summary.faults().notDone().forEach((kind, why) -> told.add("NOT done: %s, since %s.".formatted(kind, why)));
        summary.faults()
                .endedByThemselves()
                .forEach((process, times) ->
                        told.add("%s ended by itself %d times, and was started again.".formatted(process, times)));
        summary.violations().first().forEach(told::add);
        told.add(
                summary.isGood()
                        ? "Nothing was lost, doubled or told wrongly: 0 violations."
                        : "%s violations, %s calls without an answer."
                                .formatted(
                                        Table.count(summary.violations().count()),
                                        Table.count(summary.calls().unanswered())));
        return told.toString();
    }

    private static Table counts(Summary summary) {
        var checked = summary.checked();
        return ofCounts(summary.calls().counts())
                .row("without an answer in the end", Table.count(summary.calls().unanswered()))
                .row("journal entries proven", Table.count(checked.entries()))
                .row("requests proven", Table.count(checked.requests()))
                .row("replies proven", Table.count(checked.replies()))
                .row("accounts proven", Table.count(checked.accounts()))
                .row("accounts compared with live answers", Table.count(checked.liveAnswers()));
    }

    private static Table ofCounts(Map<String, Long> counts) {
        var table = Table.withoutHeader();
        counts.forEach((name, count) -> table.row(name, Table.count(count)));
        return table;
    }

    private static Table faults(Summary summary) {
        var table = Table.withColumns("fault", "times", "longest wait", "of");
        summary.faults().kinds().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(entry -> table.row(
                        entry.getKey(),
                        Table.count(entry.getValue().times()),
                        Table.seconds(entry.getValue().longestWaitSeconds()),
                        entry.getValue().longestWaitOf()));
        return table;
    }
}
