package dev.sluice.cli;

import dev.sluice.cli.history.Comparison;
import dev.sluice.cli.history.LiveComparison;
import dev.sluice.cli.history.Rebuild;
import dev.sluice.cli.node.NodeLog;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.Table;
import dev.sluice.history.HistoryDatabase;
import dev.sluice.verify.live.LiveLedger;
import dev.sluice.verify.log.LogUnreadableException;
import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice history verify}. */
@Command(
        name = "verify",
        description =
                "Make history a second time from the journal, and compare every table by count and checksum; then ask"
                    + " the running ledger for the balances of all accounts, and compare them with those of history."
                    + " While the ledger books, the two histories end at different places: stop the callers first.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HistoryVerifyCommand implements Callable<Integer> {

    private static final int SHOWN_MAX = 100;

    @Mixin
    private HistoryOptions options;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where a gateway of the running ledger is (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = NodeOptions.KEY_DEFAULT,
            description = "With the scope read; or SLUICE_API_KEY. Without it, that of the node in --data.")
    private @Nullable String apiKey;

    @Option(names = "--without-ledger", description = "Compare with the journal only: no ledger runs.")
    private boolean withoutLedger;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        NodeLog.errorsOnly();
        var database = options.database();
        var rebuild = new Rebuild(options.config(database));
        var ends = options.journal().now();
        // Before the long part: a key that is missing is told at once.
        var key = withoutLedger ? "" : options.apiKey(apiKey);
        rebuild.drop();
        try {
            try (var progress = Progress.of(
                    "entries", ends.values().stream().mapToLong(Long::longValue).sum())) {
                rebuild.build(ends, progress::step);
            }
            var isSame = compareTables(database, rebuild.database());
            var isLive = withoutLedger || compareLive(database, rebuild.database(), key);
            return isSame && isLive ? ExitCode.OK : ExitCode.DIFFERS;
        } finally {
            rebuild.drop();
        }
    }

    private static boolean compareTables(HistoryDatabase here, HistoryDatabase rebuilt) throws SQLException {
        var rows = Comparison.of(here, rebuilt);
        var table = Table.withColumns("table", "rows", "rows rebuilt", "");
        rows.forEach(row -> table.row(
                row.table(),
                Table.count(row.here().rows()),
                Table.count(row.rebuilt().rows()),
                row.isSame() ? "same" : "differ"));
        System.out.println(table);
        return rows.stream().allMatch(Comparison.Row::isSame);
    }

    private boolean compareLive(HistoryDatabase here, HistoryDatabase rebuilt, String key)
            throws SQLException, InterruptedException {
        try (var ledger = new LiveLedger(url, key)) {
            var result = new LiveComparison(ledger, here, rebuilt).compare();
            var differences = result.differences();
            if (!differences.isEmpty()) {
                var table = Table.withColumns("account", "asset", "bucket", "in history", "should be", "says the");
                differences.stream()
                        .limit(SHOWN_MAX)
                        .forEach(one -> table.row(
                                one.account(), one.asset(), one.bucket(), one.history(), one.expected(), one.by()));
                System.out.println(table);
            }
            System.out.printf(
                    "Live balances of %s accounts were compared: %s.%n",
                    Table.count(result.accounts()),
                    differences.isEmpty()
                            ? "all are the same"
                            : "not the same in %s places".formatted(Table.count(differences.size())));
            return differences.isEmpty();
        } catch (LogUnreadableException noAnswer) {
            throw new CommandFailure(
                    ExitCode.CANNOT_START,
                    "The live balances could not be compared. %s".formatted(noAnswer.getMessage()),
                    noAnswer);
        }
    }
}
