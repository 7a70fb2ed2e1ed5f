package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The torture run at work, as short as it can be: with kinds of fault that need no rights of the machine. */
class TortureIT {

    private static final String SEED = "5";
    private static final String[] KINDS = {"LEDGER_KILLED", "GATEWAY_KILLED", "ALL_KILLED"};

    @TempDir
    private Path folder;

    @Test
    void kills_a_ledger_of_many_processes_and_loses_and_doubles_nothing() throws Exception {
        var json = folder.resolve("torture.json");

        try (var torture = CommandProcess.start(
                "torture",
                "--minutes",
                "0.75",
                "--seed",
                SEED,
                "--brokers",
                "1",
                "--ledgers",
                "2",
                "--gateways",
                "2",
                "--callers",
                "6",
                "--faults",
                String.join(",", KINDS),
                "--folder",
                folder.resolve("run").toString(),
                "--json",
                json.toString())) {
            var said = torture.readAll();
            assertThat(torture.exitCode()).as(said).isZero();
        }

        var summary = new JsonMapper().readTree(Files.readAllBytes(json));
        assertThat(summary.at("/faults/kinds").propertyStream().map(Map.Entry::getKey))
                .as("a kind that is in the plan of seed %s and did not happen", SEED)
                .containsExactlyInAnyOrderElementsOf(Stream.of(KINDS).collect(Collectors.toSet()));
        assertThat(summary.at("/violations/count").asLong()).isZero();
        assertThat(summary.at("/calls/unanswered").asLong()).isZero();
        assertThat(summary.at("/calls/counts/accepted").asLong()).isGreaterThan(100);
        assertThat(summary.at("/checked/entries").asLong()).isGreaterThan(100);
    }
}
