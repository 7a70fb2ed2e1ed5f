package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.node.NodeHistoryAddress;
import dev.sluice.schema.value.InventoryMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past that a node keeps in a PostgreSQL of its own. */
class HistoryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTICIPANTS = 20;

    @TempDir
    private Path folder;

    @Test
    void goes_on_after_the_node_was_killed_and_is_what_the_journal_gives() throws Exception {
        try (var node = CommandProcess.up(folder);
                var http = node.http(1)) {
            credit(new LedgerCaller(http));
            awaitCredits(PARTICIPANTS);
            node.kill();
        }

        try (var node = CommandProcess.up(folder);
                var http = node.http(1)) {
            credit(new LedgerCaller(http));
            awaitCredits(2 * PARTICIPANTS);

            var verified = verify(node);
            assertThat(verified.told())
                    .contains("posting")
                    .doesNotContain("differ")
                    .contains("Live balances of 40 accounts were compared: all are the same.");
            assertThat(verified.exitCode()).as(verified.told()).isZero();
            rebuild(node);
            credit(new LedgerCaller(http));
            awaitCredits(3 * PARTICIPANTS);
            assertThat(node.terminate()).isEqualTo(143);
        }
    }

    @Test
    void verify_names_a_balance_that_was_changed_by_hand() throws Exception {
        try (var node = CommandProcess.up(folder);
                var http = node.http(1)) {
            var caller = new LedgerCaller(http);
            var value = caller.newValue(InventoryMode.LOT);
            var ann = caller.newParticipantWith(value, "100.00");
            var bob = caller.newParticipantWith(value, "100.00");
            caller.hold(ann, value, "30.00", "order-1");
            awaitEntries("HOLD", 1);
            change("UPDATE history.balance SET available = 71 WHERE account_id = '%s'".formatted(ann));
            change("DELETE FROM history.balance WHERE account_id = '%s'".formatted(bob));

            var verified = verify(node);

            assertThat(verified.exitCode()).as(verified.told()).isEqualTo(1);
            assertThat(verified.told().lines().map(line -> line.strip().replaceAll(" +", " ")))
                    .contains(
                            "%s %s AVAILABLE 71 70.00 ledger".formatted(ann, value.asset()),
                            "%s %s AVAILABLE 71 70.00 last posting".formatted(ann, value.asset()),
                            "%s %s AVAILABLE none 100.00 ledger".formatted(bob, value.asset()),
                            "%s %s AVAILABLE none 100.00 last posting".formatted(bob, value.asset()),
                            "Live balances of 2 accounts were compared: not the same in 4 places.")
                    .anyMatch(line -> line.matches("balance 1 2 differ"))
                    .anyMatch(line -> line.matches("posting \\d+ \\d+ same"));
        }
    }

    private static void credit(LedgerCaller caller) {
        var value = caller.newValue(InventoryMode.LOT);
        for (var number = 0; number < PARTICIPANTS; number++) {
            caller.newParticipantWith(value, "100.00");
        }
    }

    private record Run(String told, int exitCode) {}

    private Run verify(CommandProcess node) throws Exception {
        return history(node, "verify", "--url", node.address(), "--api-key", CommandProcess.API_KEY);
    }

    private void rebuild(CommandProcess node) throws Exception {
        var run = history(node, "rebuild");
        assertThat(run.exitCode()).as(run.told()).isZero();
    }

    private Run history(CommandProcess node, String command, String... more) throws Exception {
        var arguments = new ArrayList<>(
                List.of("history", command, "--bootstrap", node.bootstrapServers(), "--data", folder.toString()));
        arguments.addAll(List.of(more));
        try (var process = CommandProcess.start(arguments.toArray(String[]::new))) {
            return new Run(process.readAll(), process.exitCode());
        }
    }

    private void awaitCredits(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(credits()).isEqualTo(count));
    }

    private void awaitEntries(String type, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(number("SELECT count(*) FROM history.entry WHERE type = '%s'".formatted(type)))
                                .isEqualTo(count));
    }

    private long credits() throws SQLException {
        return number("SELECT count(*) FROM history.entry e JOIN history.balance b USING (account_id, asset_id)"
                + " WHERE e.type = 'CREDIT' AND b.available = 100");
    }

    private long number(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void change(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private Connection connect() throws SQLException {
        var database = NodeHistoryAddress.in(folder).read().orElseThrow();
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
