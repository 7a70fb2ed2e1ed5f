package dev.sluice.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorder of runs that the independent checker's tests read. {@code -Dsluice.record=FOLDER -Dsluice.record.seeds=3,7} writes
 * those of these seeds there.
 */
class RunRecorderTest {

    @Test
    void records_the_topics_of_a_run(@TempDir Path scratch) throws IOException {
        var folder = Path.of(System.getProperty("sluice.record", scratch.toString()));
        Files.createDirectories(folder);

        for (var seed : seeds().toList()) {
            var file = folder.resolve("run-%d.jsonl.gz".formatted(seed));
            assertThat(SimulatedRun.record(seed, ClusterSimulationTest.stepsOf(seed), file))
                    .isEmpty();
            assertThat(file).isNotEmptyFile();
        }
    }

    private static Stream<Long> seeds() {
        return Arrays.stream(System.getProperty("sluice.record.seeds", "1").split(","))
                .map(Long::valueOf);
    }
}
