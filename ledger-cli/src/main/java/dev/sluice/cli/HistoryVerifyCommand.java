package dev.sluice.cli;

import dev.sluice.cli.history.Comparison;
import dev.sluice.cli.history.Rebuild;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice history verify}. */
@Command(
        name = "verify",
        description =
                "Make history a second time from the journal, and compare every table by count and checksum. While the"
                        + " ledger books, the two end at different places: stop the callers first.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HistoryVerifyCommand implements Callable<Integer> {

    @Mixin
    private HistoryOptions options;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        NodeLog.errorsOnly();
        var database = options.database();
        var rebuild = new Rebuild(options.config(database));
        var ends = options.journal().now();
        rebuild.drop();
        try {
            try (var progress = Progress.of(
                    "entries", ends.values().stream().mapToLong(Long::longValue).sum())) {
                rebuild.build(ends, progress::step);
            }
            var rows = Comparison.of(database, rebuild.database());
            var table = Table.withColumns("table", "rows", "rows rebuilt", "");
            rows.forEach(row -> table.row(
                    row.table(),
                    Table.count(row.here().rows()),
                    Table.count(row.rebuilt().rows()),
                    row.isSame() ? "same" : "differ"));
            System.out.println(table);
            return rows.stream().allMatch(Comparison.Row::isSame) ? ExitCode.OK : ExitCode.DIFFERS;
        } finally {
            rebuild.drop();
        }
    }
}
