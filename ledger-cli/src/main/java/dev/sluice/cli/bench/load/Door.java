package dev.sluice.cli.bench.load;

import java.net.URI;
import java.util.Optional;

/**
 * The way in: exactly one of the three.
 *
 * @param topic Kafka's topics, as another service uses them
 * @param http the gateway
 * @param postgres the other ledger
 */
public record Door(Optional<Topics> topic, Optional<Http> http, Optional<Postgres> postgres) {

    /**
     * Topics for requests and replies, of the ledger or of the echo.
     *
     * @param lingerMs how long the producer waits for more to send together; 0 where one caller waits for each answer
     */
    public record Topics(String bootstrapServers, String requests, String replies, int lingerMs) {}

    /** A gateway. */
    public record Http(URI url, String apiKey, int connections) {}

    /**
     * A PostgreSQL.
     *
     * @param synchronousCommit whether an answer waits for the disk
     */
    public record Postgres(String url, boolean synchronousCommit, int connections) {}

    public static Door to(Topics topics) {
        return new Door(Optional.of(topics), Optional.empty(), Optional.empty());
    }

    public static Door to(Http gateway) {
        return new Door(Optional.empty(), Optional.of(gateway), Optional.empty());
    }

    public static Door to(Postgres postgres) {
        return new Door(Optional.empty(), Optional.empty(), Optional.of(postgres));
    }
}
