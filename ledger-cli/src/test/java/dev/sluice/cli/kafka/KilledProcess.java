package dev.sluice.cli.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a {@link ProducerToBeKilled} and kills it, the way kill -9 does, in the middle of its work. */
final class KilledProcess {

    private KilledProcess() {}

    /** Returns all that was acknowledged before the kill: as many values as asked for, and what followed them. */
    static List<String> valuesBeforeTheKill(int valuesMin, String... arguments)
            throws IOException, InterruptedException {
        // The first compiler alone starts a short-lived process in half the processor time.
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.concat(
                        Stream.of(
                                java,
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ProducerToBeKilled.class.getName()),
                        Stream.of(arguments))
                .toList();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            var values = new ArrayList<String>();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ProducerToBeKilled.PROMISE)) {
                    values.add(line.substring(ProducerToBeKilled.PROMISE.length()));
                }
                if (values.size() >= valuesMin) {
                    // Through the handle, because the process itself would close the output with what is still to be
                    // read in it.
                    process.toHandle().destroyForcibly();
                }
            }
            return values;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
