package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.node.NodeHistoryAddress;
import dev.sluice.schema.value.InventoryMode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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

            var verified = history(node, "verify");
            assertThat(verified).contains("posting").doesNotContain("differ");
            history(node, "rebuild");
            credit(new LedgerCaller(http));
            awaitCredits(3 * PARTICIPANTS);
            assertThat(node.terminate()).isEqualTo(143);
        }
    }

    private static void credit(LedgerCaller caller) {
        var value = caller.newValue(InventoryMode.LOT);
        for (var number = 0; number < PARTICIPANTS; number++) {
            caller.newParticipantWith(value, "100.00");
        }
    }

    private String history(CommandProcess node, String command) throws Exception {
        try (var process = CommandProcess.start(
                "history", command, "--bootstrap", node.bootstrapServers(), "--data", folder.toString())) {
            var output = process.readAll();
            assertThat(process.exitCode()).as(output).isZero();
            return output;
        }
    }

    private void awaitCredits(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(credits()).isEqualTo(count));
    }

    private long credits() throws SQLException {
        var database = NodeHistoryAddress.in(folder).read().orElseThrow();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM history.entry e JOIN history.balance b USING (account_id, asset_id)"
                                + " WHERE e.type = 'CREDIT' AND b.available = 100")) {
            row.next();
            return row.getLong(1);
        }
    }
}
