package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.value.AccountId;
import dev.sluice.schema.value.InventoryMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own file, into a node that runs. */
class ImportIT {

    private static final String FILE = """
        account,type,amount,balance_after,reference
        ann,CREDIT,100.00,100.00,order-1
        bob,CREDIT,50.00,50.00,
        ann,DEBIT,30.00,70.00,
        bob,DEBIT,60.00,,
        bob,CREDIT,1.00,52.00,
        """;

    @TempDir
    private Path folder;

    @Test
    void books_each_row_once_and_tells_what_differs_and_what_was_refused() throws Exception {
        try (var node = CommandProcess.up(folder.resolve("node"));
                var http = node.http(4)) {
            var caller = new LedgerCaller(http);
            var value = caller.newValue(InventoryMode.SIMPLE);
            var file = Files.writeString(folder.resolve("march.csv"), FILE);
            var command = new ArrayList<>(List.of(
                    "import",
                    file.toString(),
                    "--program",
                    value.program().toString(),
                    "--asset",
                    value.symbol(),
                    "--url",
                    node.address(),
                    "--api-key",
                    CommandProcess.API_KEY));

            for (var booked : List.of("0", "5")) {
                try (var imported = CommandProcess.start(command.toArray(String[]::new))) {
                    var output = imported.readAll();

                    assertThat(imported.exitCode()).as(output).isEqualTo(1);
                    assertThat(output)
                            .contains("line 5, account bob: 422 insufficient_balance")
                            .contains("line 6, account bob: Expected a balance of 52.00, but it is 51.00")
                            .containsPattern("booked before +" + booked + "\n")
                            .containsPattern("refused +1\n")
                            .containsPattern("differing +1\n");
                }
                assertThat(caller.balance(AccountId.ofParticipant("ann"), value))
                        .isEqualTo("70.00/0.00");
                assertThat(caller.balance(AccountId.ofParticipant("bob"), value))
                        .isEqualTo("51.00/0.00");
            }
        }
    }

    @Test
    void says_in_one_line_what_is_wrong_with_a_file_or_a_node() throws Exception {
        var file = Files.writeString(folder.resolve("bad.csv"), "account,type,amount\nann,CREDIT,ten\n");
        var program = "00000000-0000-4000-8000-000000000000";

        try (var bad = CommandProcess.start("import", file.toString(), "--program", program, "--asset", "PTS")) {
            assertThat(bad.readAll())
                    .contains("bad.csv, line 2, amount: Expected a decimal string")
                    .hasLineCount(1);
            assertThat(bad.exitCode()).isEqualTo(2);
        }
        var good = Files.writeString(folder.resolve("good.csv"), FILE);
        try (var nobody = CommandProcess.start(
                "import",
                good.toString(),
                "--program",
                program,
                "--asset",
                "PTS",
                "--url",
                "http://127.0.0.1:1",
                "--api-key",
                CommandProcess.API_KEY)) {
            assertThat(nobody.readAll())
                    .contains("No node at http://127.0.0.1:1")
                    .hasLineCount(1);
            assertThat(nobody.exitCode()).isEqualTo(3);
        }
    }
}
