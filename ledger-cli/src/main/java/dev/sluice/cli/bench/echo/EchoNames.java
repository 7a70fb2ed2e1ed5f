package dev.sluice.cli.bench.echo;

import java.util.List;

/**
 * The names of the echo on Kafka.
 *
 * @param prefix of all its names, as the ledger has one
 */
public record EchoNames(String prefix) {

    public String requests() {
        return prefix + "requests";
    }

    public String replies() {
        return prefix + "replies";
    }

    /** The consumer group, after which Kafka Streams names the changelogs. */
    public String applicationId() {
        return prefix + "streams";
    }

    /** All topics that it leaves behind. */
    public List<String> topics() {
        return List.of(requests(), replies(), changelog(EchoTopology.ROWS), changelog(EchoTopology.REQUESTS_KEPT));
    }

    private String changelog(String store) {
        return "%s-%s-changelog".formatted(applicationId(), store);
    }
}
