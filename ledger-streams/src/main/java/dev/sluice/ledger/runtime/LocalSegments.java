package dev.sluice.ledger.runtime;

import dev.sluice.ledger.store.LedgerStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The length of the segments that the outcomes in the state folder lie in, kept beside them. Kafka Streams would look for
 * segments of another length in other folders, find none, and take what it has not found for never remembered: a caller's retry
 * would book again. So where the length differs, or nothing tells it, the local copy goes, and is rebuilt from the changelogs.
 */
final class LocalSegments {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSegments.class);
    private static final String FILE = "outcomes-segment-ms";

    private LocalSegments() {}

    /**
     * Makes sure that what is in the folder has segments of this length, before it is opened.
     *
     * @param throwAway deletes the local copy of all stores
     */
    static void prepare(Path stateDir, long segmentMs, Runnable throwAway) {
        var file = stateDir.resolve(FILE);
        var length = Long.toString(segmentMs);
        try {
            Files.createDirectories(stateDir);
            var known = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!known.equals(length)) {
                LOG.info(
                        "The local copy of the stores in {}, if there is one, is rebuilt from the changelogs: the"
                                + " segments of {} are of {} ms and were of {} ms",
                        stateDir,
                        LedgerStores.OUTCOMES,
                        length,
                        known.isEmpty() ? "unknown" : known);
                throwAway.run();
                // Only now: whoever stops before begins again.
                Files.writeString(file, length);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "Expected a state folder that can be written at %s, but it can't".formatted(stateDir), unusable);
        }
    }
}
