package dev.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark at work: it runs, counts right and closes its books. The speed of anything is not looked at. */
class BenchIT {

    @TempDir
    private Path folder;

    @Test
    void measures_a_node_of_its_own_and_the_echo_and_closes_the_books() throws Exception {
        var found = bench("topic", "transfers", "http", "lots");

        assertThat(found.path("scenarios")).hasSize(4).allSatisfy(scenario -> {
            assertThat(scenario.at("/books/closed").asBoolean())
                    .as(scenario.path("books").toString())
                    .isTrue();
            assertThat(scenario.path("entries")).isNotEmpty().allSatisfy(BenchIT::countsEachRequestOnce);
        });
        var echo = entry(found, "topic", "echo");
        var ledger = entry(found, "topic", "ledger");
        assertThat(ledger.at("/ratios/echo/values/0").asDouble())
                .isEqualTo(ledger.at("/per_second/values/0").asDouble()
                        / echo.at("/per_second/values/0").asDouble());
        assertThat(found.at("/scenarios/0/records_per_request/ledger: holds and releases/ledger.journal/records")
                        .asDouble())
                .isEqualTo(1);
    }

    private static void countsEachRequestOnce(JsonNode entry) {
        var counts = entry.path("counts");
        assertThat(counts.path("offered").asLong()).isPositive();
        assertThat(counts.path("answered").asLong() + counts.path("dropped").asLong())
                .as(entry.toString())
                .isEqualTo(counts.path("offered").asLong());
        assertThat(counts.path("refused").asLong()).as(entry.toString()).isZero();
        assertThat(counts.path("dropped").asLong()).as(entry.toString()).isZero();
    }

    private static JsonNode entry(JsonNode found, String scenario, String subject) {
        return found.path("scenarios")
                .valueStream()
                .filter(one -> one.path("scenario").asText().equals(scenario))
                .flatMap(one -> one.path("entries").valueStream())
                .filter(one -> one.path("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode bench(String... scenarios) throws Exception {
        var json = folder.resolve("bench.json");
        var arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(scenarios));
        arguments.addAll(List.of("--seconds", "1", "--rounds", "1", "--warm-up", "0", "--accounts", "400"));
        arguments.addAll(List.of("--in-flight", "300", "--lots", "50", "--data", folder.toString()));
        arguments.addAll(List.of("--json", json.toString()));
        try (var process = CommandProcess.start(arguments.toArray(String[]::new))) {
            var said = process.readAll();
            assertThat(process.exitCode()).as(said).isZero();
        }
        return new JsonMapper().readTree(Files.readAllBytes(json));
    }
}
