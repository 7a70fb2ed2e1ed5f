package dev.sluice.cli.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a benchmark.
 *
 * @param scenarios in the order in which they are run
 * @param against what the ledger is compared with
 * @param effort how much is measured
 * @param target where, if not on a node of its own
 * @param data where the benchmark's own node and the echo keep their data; wiped at the end
 */
public record BenchSettings(
        List<Scenario> scenarios, Set<Reference> against, Effort effort, Optional<Target> target, Path data) {

    /** The systems that the ledger is compared with. */
    public enum Reference {
        ECHO,
        POSTGRES
    }

    /**
     * The amount of measuring.
     *
     * @param rounds how often each is measured, in turns
     * @param seconds of each measurement
     * @param leadInSeconds before each, which count for nothing
     * @param warmUpSeconds for each subject before the first round
     * @param accounts over which requests are spread
     * @param inFlight how many requests wait at once where as many as possible are to be done
     * @param perSecond to be asked for by the clock, in place of as many as possible; 0 where nobody said so
     * @param lots of the account with many
     * @param restored how many accounts a node has whose state is restored
     */
    public record Effort(
            int rounds,
            double seconds,
            double leadInSeconds,
            double warmUpSeconds,
            int accounts,
            int inFlight,
            double perSecond,
            int lots,
            int restored) {}

    /**
     * A ledger that runs already.
     *
     * @param url of its gateway, for what is measured through HTTP
     */
    public record Target(String bootstrapServers, Optional<URI> url, Optional<String> apiKey) {}
}
