package dev.sluice.cli;

import dev.sluice.cli.history.Rebuild;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.terminal.Progress;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice history rebuild}. */
@Command(
        name = "rebuild",
        description = "Make history again from the journal, beside the one that is there, and put it in its place."
                + " Interrupted, it goes on where it was the next time. The ledger does not notice.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HistoryRebuildCommand implements Callable<Integer> {

    @Mixin
    private HistoryOptions options;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        NodeLog.errorsOnly();
        var database = options.database();
        var rebuild = new Rebuild(options.config(database));
        var ends = options.journal().now();
        try (var progress = Progress.of(
                "entries", ends.values().stream().mapToLong(Long::longValue).sum())) {
            rebuild.build(ends, progress::step);
        }
        rebuild.replace(database.schema());
        System.out.printf("History in %s was made again.%n", database);
        return ExitCode.OK;
    }
}
