package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as the README says to run it. */
class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void imports_all_postings_and_differs_from_the_bank_in_none() throws Exception {
        try (var demo = CommandProcess.start(
                "demo",
                "--exit",
                "--data",
                folder.toString(),
                "--http-port",
                "0",
                "--kafka-port",
                "0",
                "--health-port",
                "0")) {
            var output = demo.readAll();

            assertThat(demo.exitCode()).as(output).isZero();
            assertThat(output).contains("47527 postings, 1201 accounts, 0 differ");
            assertThat(output)
                    .contains("History: 47527 lines of 1201 accounts, amount and balance after each, 0 differ");
            assertThat(output).containsPattern("of these, same bytes +47,527");
        }
    }
}
